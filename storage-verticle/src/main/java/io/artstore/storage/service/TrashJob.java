package io.artstore.storage.service;

import io.artstore.storage.domain.Trashed;
import io.artstore.storage.repository.TrashRepository;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys what was deleted longer ago than the grace, oldest first and one document after the other. Belongs to the
 * element's event loop.
 *
 * <p>First the bytes, then the row that knows of them: whatever cuts that short, the next run ends it. Only what a
 * committed deletion put there is destroyed; whatever else lies in the trash stays there and is reported at the start.
 *
 * <p>A document is destroyed under its lock, which whoever gives it back holds too, and not while an operation on it is
 * unsettled.
 */
public final class TrashJob {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(TrashJob.class);
    private static final int PAGE = 500;
    /** A run that finds more leaves it to the next one. */
    private static final int MAX_PER_RUN = 10_000;
    /** Of a trash that is compared with the database. */
    private static final int MAX_COMPARED = 10_000;

    private static final Trashed BEGINNING = new Trashed(new UUID(0, 0), new UUID(0, 0), Instant.EPOCH);

    private final Vertx vertx;
    private final TrashRepository repository;
    private final BlobStore store;
    private final Capacity capacity;
    private final FileLocks locks;
    private final Settlement settlement;
    private final Duration grace;
    private final Clock clock;
    private long timer = -1;
    private boolean running;
    private boolean stopped;

    public TrashJob(
            Vertx vertx,
            TrashRepository repository,
            BlobStore store,
            Capacity capacity,
            FileLocks locks,
            Settlement settlement,
            Duration grace,
            Clock clock) {
        this.vertx = vertx;
        this.repository = repository;
        this.store = store;
        this.capacity = capacity;
        this.locks = locks;
        this.settlement = settlement;
        this.grace = grace;
        this.clock = clock;
    }

    /** Runs every minute from now on. */
    public void start() {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> run(MAX_PER_RUN)
                .onFailure(e -> LOG.atWarn().setCause(e).log("the trash could not be emptied; trying again")));
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /**
     * Before the element listens: learns what lies there, destroys a page of what is due, and says where the medium has
     * more than the database knows.
     */
    Future<Integer> takeOver() {
        return repository.content().compose(content -> {
            capacity.loadTrash(content.files(), content.bytes());
            return run(PAGE).compose(emptied -> reportUnknown().map(emptied));
        });
    }

    /** Whether a deletion empties the trash behind itself. */
    boolean isAtOnce() {
        return grace.isZero();
    }

    /** Destroys what one deletion put there, without waiting for the grace, once nobody is at work on the document. */
    Future<Void> destroy(UUID entry, UUID fileId) {
        return locks.oneAtATime(
                fileId, () -> settlement.isUnsettled(fileId) ? Future.succeededFuture() : destroyAlone(entry));
    }

    private Future<Void> destroyAlone(UUID entry) {
        return store.emptyTrash(entry)
                .compose(destroyed -> repository.forget(entry))
                .map(gone -> {
                    capacity.trashEmptied(gone.files(), gone.bytes());
                    return null;
                });
    }

    /** One run; returns how many were destroyed. */
    private Future<Integer> run(int limit) {
        if (running) {
            return Future.succeededFuture(0);
        }
        running = true;
        return next(clock.instant().minus(grace), BEGINNING, limit, 0).onComplete(over -> running = false);
    }

    private Future<Integer> next(Instant deletedBy, Trashed after, int limit, int done) {
        return repository.due(deletedBy, after, PAGE).compose(page -> {
            Future<Integer> chain = Future.succeededFuture(done);
            for (Trashed trashed : page) {
                chain = chain.compose(count -> destroyDue(trashed, count));
            }
            return chain.compose(count -> page.size() < PAGE || stopped || limit <= PAGE
                    ? Future.succeededFuture(count)
                    : next(deletedBy, page.get(page.size() - 1), limit - PAGE, count));
        });
    }

    /** One that resists, or on which somebody is at work, keeps no other. */
    private Future<Integer> destroyDue(Trashed trashed, int count) {
        UUID fileId = trashed.fileId();
        if (stopped || locks.isHeld(fileId) || settlement.isUnsettled(fileId)) {
            return Future.succeededFuture(count);
        }
        return destroy(trashed.entry(), fileId).map(count + 1).recover(failure -> {
            LOG.atWarn()
                    .setCause(failure)
                    .addKeyValue("trash", trashed.entry())
                    .log("a deleted document could not be destroyed; the next run tries again");
            return Future.succeededFuture(count);
        });
    }

    private Future<Void> reportUnknown() {
        return store.trash(MAX_COMPARED).compose(repository::unknown).map(unknown -> {
            if (unknown > 0) {
                LOG.atWarn()
                        .addKeyValue("count", unknown)
                        .log("the trash holds what no deletion in the database knows of; it is left there, look at it");
            }
            return null;
        });
    }
}
