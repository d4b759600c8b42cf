package io.artstore.common.bootstrap;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the process as a whole accepts traffic. Thread-safe.
 *
 * <p>Starting turns to serving once, after the last verticle listens; serving turns to stopping once, before the first
 * one stops. {@code /health/ready} of every module answers 503 outside of serving, whatever its own checks say.
 */
public final class Readiness {
    /** The life of a process, in order. */
    public enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    public Phase phase() {
        return phase.get();
    }

    public boolean serving() {
        return phase.get() == Phase.SERVING;
    }

    /** Says that everything listens. Without effect once the process is stopping. */
    public void serve() {
        phase.compareAndSet(Phase.STARTING, Phase.SERVING);
    }

    /** Says that the process stops; final. */
    public void stop() {
        phase.set(Phase.STOPPING);
    }
}
