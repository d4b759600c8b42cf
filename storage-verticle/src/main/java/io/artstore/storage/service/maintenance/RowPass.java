package io.artstore.storage.service.maintenance;

import io.artstore.common.config.ElementMode;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.repository.CacheRepository.Place;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.maintenance.QuietDocuments.Subject;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Presence;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * From rows to disk: looks for the files of every listed document. Only reports: the row of a lost document is the last
 * that is known of it.
 */
final class RowPass {
    private static final UUID FIRST = new UUID(0, 0);

    private final CacheRepository cache;
    private final BlobStore store;
    private final QuietDocuments quiet;
    private final ModeGate gate;

    RowPass(CacheRepository cache, BlobStore store, QuietDocuments quiet, ModeGate gate) {
        this.cache = cache;
        this.store = store;
        this.quiet = quiet;
        this.gate = gate;
    }

    Future<Void> compare(JobRun run) {
        UUID[] after = {FIRST};
        return run.repeat(() -> cache.places(after[0], DiskPass.BATCH).compose(batch -> {
            if (batch.isEmpty()) {
                return Future.succeededFuture(false);
            }
            after[0] = batch.get(batch.size() - 1).fileId();
            run.count("rows_checked", batch.size());
            return compare(run, batch).map(true);
        }));
    }

    private Future<Void> compare(JobRun run, List<Place> batch) {
        return findings(batch)
                .compose(first ->
                        quiet.look(run, first.stream().map(RowPass::subject).toList(), again -> lookAgain(run, again)));
    }

    private Future<Void> lookAgain(JobRun run, List<UUID> ids) {
        return cache.placesOf(ids).compose(this::findings).map(found -> {
            found.forEach(run::found);
            return null;
        });
    }

    private static Subject<UUID> subject(Finding finding) {
        return new Subject<>(
                finding.fileId(), finding.path().orElse(""), finding.fileId().orElseThrow());
    }

    private Future<List<Finding>> findings(List<Place> places) {
        List<DocumentKey> keys =
                places.stream().map(Place::key).flatMap(Optional::stream).toList();
        return store.presence(keys).map(present -> {
            Map<DocumentKey, Presence> byKey =
                    present.stream().collect(Collectors.toMap(Presence::key, Function.identity(), (one, same) -> one));
            List<Finding> found = new ArrayList<>();
            places.forEach(place -> judge(place, byKey).ifPresent(found::add));
            return found;
        });
    }

    /** Attributes without data are found on the way from disk to rows. */
    private Optional<Finding> judge(Place place, Map<DocumentKey, Presence> present) {
        Optional<Presence> there = place.key().map(present::get);
        if (there.filter(Presence::attributes).isPresent()) {
            return Optional.empty();
        }
        Optional<String> problem = there.flatMap(Presence::problem);
        if (problem.isPresent()) {
            return Optional.of(Finding.of(FindingRule.UNREADABLE, place.fileId(), place.path(), problem.get()));
        }
        boolean data = there.filter(Presence::data).isPresent();
        String missing = data || gate.mode() == ElementMode.AR ? "its attribute file is missing" : "nothing is there";
        return Optional.of(Finding.of(
                data ? FindingRule.ATTRIBUTES_MISSING : FindingRule.ROW_WITHOUT_FILE,
                place.fileId(),
                place.path(),
                "the database lists it, and " + missing));
    }
}
