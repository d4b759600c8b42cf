package io.artstore.common.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Counts the requests a listener is working on, so that it can stop after the last one. Thread-safe. */
final class InFlight {
    private final Promise<Void> drained = Promise.promise();
    private int count;
    private boolean draining;

    /** False once draining has begun; every true is owed one {@link #leave()}. */
    synchronized boolean enter() {
        if (draining) {
            return false;
        }
        count++;
        return true;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            count--;
            last = draining && count == 0;
        }
        if (last) {
            drained.tryComplete();
        }
    }

    synchronized int count() {
        return count;
    }

    /** Lets no new request in; completes when the last one has left. */
    Future<Void> drain() {
        boolean empty;
        synchronized (this) {
            draining = true;
            empty = count == 0;
        }
        if (empty) {
            drained.tryComplete();
        }
        return drained.future();
    }
}
