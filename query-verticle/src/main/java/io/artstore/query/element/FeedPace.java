package io.artstore.query.element;

import java.time.Duration;

/**
 * How often a feed is pulled.
 *
 * <p>A change may become visible a moment after the bell rang for it, because a feed holds changes back while an older
 * transaction is still under way. So the pulls after a bell come in quick succession first.
 *
 * @param echo the wait after the first pull that a bell caused
 * @param floor the longest wait between pulls of a healthy feed
 * @param ceiling the longest wait between attempts while an element does not answer
 */
public record FeedPace(Duration echo, Duration floor, Duration ceiling) {
    public static final FeedPace DEFAULT =
            new FeedPace(Duration.ofMillis(25), Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** The wait after so many pulls since the last bell that found nothing more: doubled with each, up to the floor. */
    Duration waitAfterBell(int pulls) {
        return doubled(echo, pulls, floor);
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
