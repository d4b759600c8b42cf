package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.RefusedByDatabaseException;
import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.repository.CacheRepository.Comparison;
import io.artstore.storage.repository.CacheRepository.Place;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.maintenance.QuietDocuments.Subject;
import io.artstore.storage.service.maintenance.Reading.Flawed;
import io.artstore.storage.service.maintenance.Reading.Sound;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Presence;
import io.artstore.storage.store.TreeEntry;
import io.artstore.storage.store.TreeEntry.Kind;
import io.artstore.storage.store.TreeWalk;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * From disk to rows: every attribute file is read and compared with its document's row. In batches, so that memory holds
 * one of them however large the element is.
 */
final class DiskPass {
    /** At most 4 KiB each. */
    static final int BATCH = 256;

    private final BlobStore store;
    private final DocumentReader reader;
    private final CacheRepository cache;
    private final QuietDocuments quiet;

    DiskPass(BlobStore store, DocumentReader reader, CacheRepository cache, QuietDocuments quiet) {
        this.store = store;
        this.reader = reader;
        this.cache = cache;
        this.quiet = quiet;
    }

    /** How many attribute files there are. */
    Future<Long> count(JobRun run) {
        long[] files = {0};
        return eachBatch(run, batch -> {
                    files[0] += attributeFiles(batch).size();
                    return Future.succeededFuture();
                })
                .map(counted -> files[0]);
    }

    /** Compares everything and applies the remedy to what differs. */
    Future<Void> compare(JobRun run, Remedy remedy) {
        return eachBatch(run, batch -> compare(run, batch, remedy));
    }

    /** Gives everything there is to the work, batch by batch. */
    Future<Void> eachBatch(JobRun run, Function<List<TreeEntry>, Future<Void>> work) {
        TreeWalk walk = store.walk();
        return run.repeat(() -> walk.next(BATCH)
                        .compose(batch -> batch.isEmpty()
                                ? Future.succeededFuture(false)
                                : work.apply(batch).map(true)))
                .eventually(walk::close);
    }

    private Future<Void> compare(JobRun run, List<TreeEntry> batch, Remedy remedy) {
        batch.stream()
                .filter(entry -> entry.kind() == Kind.UNREADABLE)
                .forEach(entry -> run.found(Finding.of(
                        FindingRule.UNREADABLE, null, entry.path(), "the medium refuses to show what lies there")));
        return reader.read(attributeFiles(batch))
                .map(readings -> counted(run, readings))
                .compose(this::discrepancies)
                .compose(first -> quiet.look(run, subjects(first), again -> remedyWhatStays(run, again, remedy)));
    }

    private Future<Void> remedyWhatStays(JobRun run, List<DocumentKey> again, Remedy remedy) {
        return lookAgain(again).compose(found -> remedy.apply(run, found));
    }

    static List<DocumentKey> attributeFiles(List<TreeEntry> batch) {
        return batch.stream()
                .filter(entry -> entry.kind() == Kind.FILE)
                .map(entry -> DocumentKey.ofAttributes(entry.path()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Reading> counted(JobRun run, List<Reading> readings) {
        long bytes = readings.stream()
                .mapToLong(reading ->
                        reading instanceof Sound sound ? sound.document().sizeBytes() : 0)
                .sum();
        run.done(readings.size(), bytes);
        return readings;
    }

    private static List<Subject<DocumentKey>> subjects(List<Discrepancy> discrepancies) {
        return discrepancies.stream()
                .map(found -> new Subject<>(
                        found.reading().fileId(),
                        found.reading().key().path(),
                        found.reading().key()))
                .toList();
    }

    private Future<List<Discrepancy>> lookAgain(List<DocumentKey> keys) {
        return reader.read(keys).compose(this::discrepancies).compose(this::withRivals);
    }

    private Future<List<Discrepancy>> discrepancies(List<Reading> readings) {
        return compareWithRows(readings).map(rows -> {
            List<Discrepancy> found = new ArrayList<>();
            for (Reading reading : readings) {
                Optional<Comparison> row = Optional.ofNullable(rows.get(reading.key()));
                boolean differs = reading instanceof Flawed
                        || (reading instanceof Sound
                                && !row.map(Comparison::isSame).orElse(false));
                if (differs) {
                    found.add(new Discrepancy(reading, row, false));
                }
            }
            return found;
        });
    }

    /** One document that the database cannot even compare must not hide its neighbours. */
    private Future<Map<DocumentKey, Comparison>> compareWithRows(List<Reading> readings) {
        List<AttributeDocument> documents = readings.stream()
                .filter(Sound.class::isInstance)
                .map(reading -> ((Sound) reading).document())
                .toList();
        if (documents.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return cache.compare(documents)
                .recover(failure -> failure instanceof RefusedByDatabaseException
                        ? compareSingly(documents)
                        : Future.failedFuture(failure));
    }

    private Future<Map<DocumentKey, Comparison>> compareSingly(List<AttributeDocument> documents) {
        Future<Map<DocumentKey, Comparison>> chain = Future.succeededFuture(new HashMap<>());
        for (AttributeDocument document : documents) {
            chain = chain.compose(found -> cache.compare(List.of(document))
                    .recover(failure -> failure instanceof RefusedByDatabaseException
                            ? Future.succeededFuture(Map.of())
                            : Future.failedFuture(failure))
                    .map(one -> {
                        found.putAll(one);
                        return found;
                    }));
        }
        return chain;
    }

    /** A row that points elsewhere belongs to another attribute file, if there is one. */
    private Future<List<Discrepancy>> withRivals(List<Discrepancy> found) {
        List<DocumentKey> elsewhere = found.stream()
                .map(DiskPass::placeElsewhere)
                .flatMap(Optional::stream)
                .toList();
        return elsewhere.isEmpty()
                ? Future.succeededFuture(found)
                : store.presence(elsewhere).map(present -> {
                    Set<DocumentKey> there = present.stream()
                            .filter(Presence::attributes)
                            .map(Presence::key)
                            .collect(Collectors.toSet());
                    return found.stream()
                            .map(one -> new Discrepancy(
                                    one.reading(),
                                    one.row(),
                                    placeElsewhere(one).filter(there::contains).isPresent()))
                            .toList();
                });
    }

    private static Optional<DocumentKey> placeElsewhere(Discrepancy found) {
        return found.row()
                .map(Comparison::place)
                .flatMap(Place::key)
                .filter(key -> !key.equals(found.reading().key()));
    }
}
