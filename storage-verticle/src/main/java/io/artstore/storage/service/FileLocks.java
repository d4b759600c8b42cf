package io.artstore.storage.service;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets the operations on one document happen one after the other. Belongs to the element's event loop. */
public final class FileLocks {
    private final Map<UUID, Future<?>> tails = new HashMap<>();

    /** Runs the work when what was asked before for the same document is over, however that ended. */
    <T> Future<T> oneAtATime(UUID fileId, Supplier<Future<T>> work) {
        Future<?> previous = tails.getOrDefault(fileId, Future.succeededFuture());
        Future<T> mine = previous.transform(over -> work.get());
        tails.put(fileId, mine);
        return mine.onComplete(over -> tails.remove(fileId, mine));
    }
}
