package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.StorageFilename;
import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.repository.CacheRepository.Place;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.maintenance.QuietDocuments.Subject;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Presence;
import io.artstore.storage.store.TreeEntry;
import io.artstore.storage.store.TreeEntry.Kind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes along the disk once more, for what is no attribute file: data without one, and everything nobody put there. */
final class StrangerPass {
    private final DiskPass disk;
    private final BlobStore store;
    private final CacheRepository cache;
    private final QuietDocuments quiet;
    private final Quarantine quarantine;

    StrangerPass(DiskPass disk, BlobStore store, CacheRepository cache, QuietDocuments quiet, Quarantine quarantine) {
        this.disk = disk;
        this.store = store;
        this.cache = cache;
        this.quiet = quiet;
        this.quarantine = quarantine;
    }

    Future<Void> search(JobRun run) {
        return disk.eachBatch(run, batch -> search(run, batch));
    }

    private Future<Void> search(JobRun run, List<TreeEntry> batch) {
        List<DocumentKey> data = new ArrayList<>();
        Future<Void> chain = Future.succeededFuture();
        for (TreeEntry entry : batch) {
            Optional<Finding> stranger = stranger(entry);
            if (stranger.isPresent()) {
                chain = chain.compose(previous -> handle(run, entry, stranger.get()));
            } else if (entry.kind() == Kind.FILE && !entry.path().endsWith(DocumentKey.ATTRIBUTE_SUFFIX)) {
                DocumentKey.parse(entry.path()).ifPresent(data::add);
            }
        }
        return chain.compose(handled -> orphans(data))
                .compose(orphans -> quiet.look(run, subjects(orphans), again -> reportWhatStays(run, again)));
    }

    private Future<Void> reportWhatStays(JobRun run, List<DocumentKey> again) {
        return orphans(again).compose(found -> report(run, found));
    }

    /** Folders, devices and sockets are never moved. */
    private Future<Void> handle(JobRun run, TreeEntry entry, Finding finding) {
        if (entry.kind() == Kind.FILE || entry.kind() == Kind.LINK) {
            return quarantine.handle(run, finding, entry.path());
        }
        run.found(finding);
        return Future.succeededFuture();
    }

    private static Optional<Finding> stranger(TreeEntry entry) {
        return switch (entry.kind()) {
            case LINK ->
                Optional.of(finding(
                        FindingRule.SYMBOLIC_LINK,
                        entry,
                        "symbolic links are not followed, so nothing is read through it"));
            case OTHER -> Optional.of(finding(FindingRule.FOREIGN_FILE, entry, "neither file, folder nor link"));
            case FOREIGN_FOLDER ->
                Optional.of(finding(
                        FindingRule.FOREIGN_FILE, entry, "a folder in which no document can lie; not looked into"));
            // The way along the attribute files has reported it.
            case UNREADABLE -> Optional.empty();
            case FILE ->
                isOfDocument(entry.path())
                        ? Optional.empty()
                        : Optional.of(finding(FindingRule.FOREIGN_FILE, entry, "no document has such a file"));
        };
    }

    private static boolean isOfDocument(String path) {
        if (path.endsWith(DocumentKey.ATTRIBUTE_SUFFIX)) {
            return DocumentKey.ofAttributes(path).isPresent();
        }
        return DocumentKey.parse(path)
                .flatMap(key -> StorageFilename.idIn(key.filename()))
                .isPresent();
    }

    private static Finding finding(FindingRule rule, TreeEntry entry, String detail) {
        return Finding.of(rule, null, entry.path(), detail);
    }

    /** Data without attribute file that no row claims; what a row claims is found on the way from rows to disk. */
    private Future<List<DocumentKey>> orphans(List<DocumentKey> data) {
        return store.presence(data).compose(present -> {
            List<DocumentKey> alone = present.stream()
                    .filter(there -> there.data() && !there.attributes())
                    .map(Presence::key)
                    .toList();
            return alone.isEmpty() ? Future.succeededFuture(alone) : withoutRow(alone);
        });
    }

    private Future<List<DocumentKey>> withoutRow(List<DocumentKey> alone) {
        return cache.placesNamed(alone.stream().map(DocumentKey::filename).toList())
                .map(rows -> {
                    Set<String> listed = rows.stream().map(Place::path).collect(Collectors.toSet());
                    return alone.stream()
                            .filter(key -> !listed.contains(key.path()))
                            .toList();
                });
    }

    private static List<Subject<DocumentKey>> subjects(List<DocumentKey> orphans) {
        return orphans.stream()
                .map(key -> new Subject<>(StorageFilename.idIn(key.filename()), key.path(), key))
                .toList();
    }

    private Future<Void> report(JobRun run, List<DocumentKey> orphans) {
        Future<Void> chain = Future.succeededFuture();
        for (DocumentKey key : orphans) {
            Finding finding = Finding.of(
                    FindingRule.ORPHAN_DATA,
                    StorageFilename.idIn(key.filename()).orElse(null),
                    key.path(),
                    "data without attribute file, and the database does not list it");
            chain = chain.compose(previous -> quarantine.handle(run, finding, key));
        }
        return chain;
    }
}
