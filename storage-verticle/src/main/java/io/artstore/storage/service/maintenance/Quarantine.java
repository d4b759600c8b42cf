package io.artstore.storage.service.maintenance;

import io.artstore.common.audit.AuditType;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.QuarantineReason;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Puts aside what belongs to no listed document, where the job was asked to; otherwise only reports. Nothing is deleted and
 * no row is touched: a listed document that is damaged stays where it is, for whoever repairs it.
 */
final class Quarantine {
    static final String APPLY = "apply";

    private static final String COUNT = "put_aside";
    /** What a rebuild heals, and what cannot be moved. */
    private static final Set<FindingRule> LEFT =
            EnumSet.of(FindingRule.ROW_MISSING, FindingRule.ROW_DIFFERENT, FindingRule.UNREADABLE);

    private final BlobStore store;
    private final Claims claims;
    private final Clock clock;

    Quarantine(BlobStore store, Claims claims, Clock clock) {
        this.store = store;
        this.claims = claims;
        this.clock = clock;
    }

    /** Handles discrepancies one after the other. */
    Future<Void> handle(JobRun run, List<Discrepancy> discrepancies) {
        Future<Void> chain = Future.succeededFuture();
        for (Discrepancy discrepancy : discrepancies) {
            DocumentKey key = discrepancy.reading().key();
            chain = chain.compose(previous -> handle(run, discrepancy.finding(), key));
        }
        return chain;
    }

    /** Handles both halves of what lies at a document's place. */
    Future<Void> handle(JobRun run, Finding finding, DocumentKey key) {
        if (!run.asks(APPLY) || LEFT.contains(finding.rule())) {
            run.found(finding);
            return Future.succeededFuture();
        }
        return claims.claimed(key, finding.fileId()).compose(claimed -> {
            if (claimed) {
                run.found(finding.handled("left: the database lists a document that needs it; restore it from a copy"));
                return Future.succeededFuture();
            }
            return putAside(run, finding, List.of(key.path(), key.attributePath()));
        });
    }

    /** Handles one thing that is part of no document. */
    Future<Void> handle(JobRun run, Finding finding, String path) {
        if (run.asks(APPLY)) {
            return putAside(run, finding, List.of(path));
        }
        run.found(finding);
        return Future.succeededFuture();
    }

    private Future<Void> putAside(JobRun run, Finding finding, List<String> paths) {
        long number = run.counts().getOrDefault(COUNT, 0L) + 1;
        QuarantineReason reason =
                new QuarantineReason(run.id(), finding.rule().label(), finding.detail(), paths, clock.instant());
        return store.quarantine(String.format(Locale.ROOT, "%06d", number), reason)
                .map(where -> {
                    where.ifPresent(folder -> {
                        run.count(COUNT, 1);
                        run.did(AuditType.FILE_QUARANTINE, finding, Map.of("paths", paths, "moved_to", folder));
                    });
                    return where.map(folder -> "moved to " + folder).orElse("left: it leads to a folder");
                })
                .otherwise(failure -> "left: it could not be moved (" + failure.getMessage() + ")")
                .map(action -> {
                    run.found(finding.handled(action));
                    return null;
                });
    }
}
