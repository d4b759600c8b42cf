package io.artstore.storage;

import io.artstore.storage.service.Capacity;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds how much room the element's disk really has. */
final class DiskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final BlobStore store;
    private final Capacity capacity;
    private long timer;

    DiskWatch(Vertx vertx, BlobStore store, Capacity capacity) {
        this.vertx = vertx;
        this.store = store;
        this.capacity = capacity;
    }

    /** Completes after the first look. */
    Future<Void> start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> look().onFailure(failure ->
                LOG.atWarn().setCause(failure).log("cannot tell how much room the element's disk has")));
        return look();
    }

    Future<Void> stop() {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    private Future<Void> look() {
        return store.freeBytes().map(free -> {
            capacity.observeDisk(free);
            return null;
        });
    }
}
