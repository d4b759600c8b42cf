package io.artstore.storage.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lets the operations on one document happen one after the other. Belongs to the element's event loop. */
public final class FileLocks {
    private final Map<UUID, Future<?>> tails = new HashMap<>();
    private Consumer<UUID> whenTaken = fileId -> {};

    /** Tells somebody of every document whose lock is being taken, before anything is done under it; must not throw. */
    void whenTaken(Consumer<UUID> listener) {
        whenTaken = listener;
    }

    /** Whether an operation on the document is under way or waits for one that is. */
    boolean isHeld(UUID fileId) {
        return tails.containsKey(fileId);
    }

    /** Runs the work when what was asked before for the same document is over, however that ended. */
    public <T> Future<T> oneAtATime(UUID fileId, Supplier<Future<T>> work) {
        whenTaken.accept(fileId);
        Future<?> previous = tails.getOrDefault(fileId, Future.succeededFuture());
        Future<T> mine = previous.transform(over -> work.get());
        tails.put(fileId, mine);
        return mine.onComplete(over -> tails.remove(fileId, mine));
    }

    /**
     * Runs the work on those of the documents on which nothing is under way, and lets whatever is asked for them meanwhile
     * wait until it is over.
     */
    public <T> Future<T> whileIdle(Set<UUID> wanted, Function<Set<UUID>, Future<T>> work) {
        Set<UUID> idle = new LinkedHashSet<>(wanted);
        idle.removeAll(tails.keySet());
        Promise<Void> over = Promise.promise();
        Future<Void> tail = over.future();
        idle.forEach(fileId -> {
            whenTaken.accept(fileId);
            tails.put(fileId, tail);
        });
        return Future.succeededFuture().compose(ready -> work.apply(idle)).onComplete(outcome -> {
            over.complete();
            idle.forEach(fileId -> tails.remove(fileId, tail));
        });
    }
}
