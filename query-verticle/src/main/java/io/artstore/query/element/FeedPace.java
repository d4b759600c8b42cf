package io.artstore.query.element;

import java.time.Duration;

/**
 * How often a feed is pulled.
 *
 * <p>A pull costs both sides more than a change in it, so those of a busy element are gathered: after a quiet time the first
 * is pulled at once, the next after a while.
 *
 * <p>A change may become visible a moment after the bell rang for it, because a feed holds changes back while an older
 * transaction is still under way. So the pulls after a bell come in quick succession first.
 *
 * @param gather from one pull to the next while bells ring, and the wait after the first pull that a bell caused
 * @param floor the longest wait between pulls of a healthy feed
 * @param ceiling the longest wait between attempts while an element does not answer
 */
public record FeedPace(Duration gather, Duration floor, Duration ceiling) {
    public static final FeedPace DEFAULT =
            new FeedPace(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** The wait after so many pulls since the last bell that found nothing more: doubled with each, up to the floor. */
    Duration waitAfterBell(int pulls) {
        return doubled(gather, pulls, floor);
    }

    /** The wait before a bell is heeded, so long after the last pull began. */
    Duration waitAfterPull(Duration since) {
        Duration rest = gather.minus(since);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** The wait after so many failures in a row: doubled with each, from the floor to the ceiling. */
    Duration waitAfterFailures(int failures) {
        return doubled(floor, failures, ceiling);
    }

    private static Duration doubled(Duration first, int times, Duration limit) {
        Duration wait = first;
        for (int i = 1; i < times && wait.compareTo(limit) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(limit) < 0 ? wait : limit;
    }
}
