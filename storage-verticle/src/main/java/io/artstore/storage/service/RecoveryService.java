package io.artstore.storage.service;

import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.domain.WalEntry.Operation;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.repository.ElementRepository;
import io.artstore.storage.repository.ElementRepository.Usage;
import io.artstore.storage.repository.WalRepository;
import io.artstore.storage.service.Settlement.Verdict;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between taking the element over and listening: every operation that was cut short comes to an end, and
 * what it left lying about is cleared away.
 */
public final class RecoveryService {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryService.class);
    private static final String INTERRUPTED = "interrupted; settled at the next start";

    private final WalRepository wal;
    private final DocumentRepository documents;
    private final ElementRepository element;
    private final BlobStore store;
    private final Settlement settlement;
    private final TrashJob trash;
    private final DamageFlags flags;
    private final Capacity capacity;
    private final Clock clock;

    public RecoveryService(
            WalRepository wal,
            DocumentRepository documents,
            ElementRepository element,
            BlobStore store,
            Settlement settlement,
            TrashJob trash,
            DamageFlags flags,
            Capacity capacity,
            Clock clock) {
        this.wal = wal;
        this.documents = documents;
        this.element = element;
        this.store = store;
        this.settlement = settlement;
        this.trash = trash;
        this.flags = flags;
        this.capacity = capacity;
        this.clock = clock;
    }

    /** What recovery did. */
    public record Summary(
            int finished,
            int undone,
            int sweptFromStaging,
            int trashEmptied,
            int feedCompleted,
            Usage usage,
            Duration duration) {
        public long liveFiles() {
            return usage.files();
        }

        public long liveBytes() {
            return usage.bytes();
        }
    }

    public Future<Summary> recover() {
        long begun = System.nanoTime();
        return requireDisk()
                .compose(present -> settleAll())
                .compose(settled -> store.sweepStaging().map(settled::withSwept))
                .compose(counts -> trash.takeOver().map(counts::withEmptied))
                .compose(counts -> flags.load().map(counts))
                .compose(counts -> element.completeFeed().map(counts::withFed))
                .compose(counts -> element.recount()
                        .map(usage -> counts.summary(usage, Duration.ofNanos(System.nanoTime() - begun))))
                .onSuccess(this::report);
    }

    /** An unmounted disk looks like an element that lost everything; settling against it would make that true. */
    private Future<Void> requireDisk() {
        return element.recount().compose(usage -> store.isEmpty().map(empty -> {
            if (empty && usage.files() > 0) {
                throw new IllegalStateException(
                        "The base directory holds no document, and the database lists " + usage.files()
                                + ". Is the disk mounted, and is the element's path right? Nothing was changed.");
            }
            if (!empty && usage.files() == 0) {
                LOG.atWarn()
                        .log(
                                "the base directory holds something, and the database lists no document; if the database was"
                                        + " lost, make its rows anew with: artstore storage rebuild");
            }
            return null;
        }));
    }

    private Future<Counts> settleAll() {
        return wal.adoptPending().compose(this::pending).compose(entries -> {
            Future<Counts> chain = Future.succeededFuture(new Counts(0, 0, 0, 0, 0));
            for (WalEntry entry : entries) {
                chain = chain.compose(counts -> settle(entry).map(counts::with));
            }
            return chain;
        });
    }

    private Future<List<WalEntry>> pending(int adopted) {
        if (adopted > 0) {
            LOG.atInfo()
                    .addKeyValue("operations", adopted)
                    .log("took over operations that another program, or an earlier version, left pending");
        }
        return wal.pending();
    }

    private Future<Verdict> settle(WalEntry entry) {
        Future<Verdict> verdict =
                entry.isRecoverable() ? settlement.settleNow(entry, INTERRUPTED) : settleForeign(entry);
        return verdict.recover(failure -> Future.failedFuture(new IllegalStateException(
                        "Recovery cannot settle the operation " + entry.id() + " ("
                                + entry.operation().label()
                                + " of file " + entry.fileId() + "): " + failure.getMessage()
                                + ". Remove the cause and start again; the element does not serve before.",
                        failure)))
                .onSuccess(end -> LOG.atInfo()
                        .addKeyValue("transaction_id", entry.id())
                        .addKeyValue("operation", entry.operation().label())
                        .addKeyValue("file_id", entry.fileId())
                        .addKeyValue("verdict", end)
                        .log("settled an interrupted operation"));
    }

    /**
     * The original never looked at its entries again, and left some pending although their operation had succeeded or
     * failed long ago. What the disk proves is taken over; beyond that no file is touched.
     */
    private Future<Verdict> settleForeign(WalEntry entry) {
        return foreignHappened(entry)
                .compose(happened -> happened
                        ? wal.acknowledge(entry.id(), Timestamps.now(clock)).map(Verdict.FINISHED)
                        : wal.rollBack(entry.id(), "left pending by another program", Timestamps.now(clock))
                                .map(Verdict.UNDONE));
    }

    private Future<Boolean> foreignHappened(WalEntry entry) {
        if (entry.fileId() == null) {
            return Future.succeededFuture(false);
        }
        if (entry.operation() == Operation.DELETE) {
            return documents.find(entry.fileId()).map(row -> row.isEmpty());
        }
        return settlement
                .evidence(entry)
                .compose(document -> document.isEmpty()
                        ? Future.succeededFuture(false)
                        : settlement.settleNow(entry, INTERRUPTED).map(finished -> true));
    }

    private void report(Summary summary) {
        capacity.load(summary.usage().files(), summary.usage().bytes());
        LOG.atInfo()
                .addKeyValue("finished", summary.finished())
                .addKeyValue("undone", summary.undone())
                .addKeyValue("swept_from_staging", summary.sweptFromStaging())
                .addKeyValue("trash_emptied", summary.trashEmptied())
                .addKeyValue("feed_completed", summary.feedCompleted())
                .addKeyValue("live_files", summary.usage().files())
                .addKeyValue("live_bytes", summary.usage().bytes())
                .addKeyValue("duration_ms", summary.duration().toMillis())
                .log("recovery is done");
    }

    private record Counts(int finished, int undone, int swept, int emptied, int fed) {
        Counts with(Verdict verdict) {
            return verdict == Verdict.FINISHED
                    ? new Counts(finished + 1, undone, swept, emptied, fed)
                    : new Counts(finished, undone + 1, swept, emptied, fed);
        }

        Counts withSwept(int count) {
            return new Counts(finished, undone, count, emptied, fed);
        }

        Counts withEmptied(int count) {
            return new Counts(finished, undone, swept, count, fed);
        }

        Counts withFed(int count) {
            return new Counts(finished, undone, swept, emptied, count);
        }

        Summary summary(Usage usage, Duration duration) {
            return new Summary(finished, undone, swept, emptied, fed, usage, duration);
        }
    }
}
