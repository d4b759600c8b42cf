package io.artstore.query.element;

import java.time.Duration;

/**
 * How often a feed is pulled.
 *
 * @param floor the longest wait between pulls of a healthy feed
 * @param ceiling the longest wait between attempts while an element does not answer
 */
public record FeedPace(Duration floor, Duration ceiling) {
    public static final FeedPace DEFAULT = new FeedPace(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** The wait after so many failures in a row: the floor, doubled with each, up to the ceiling. */
    Duration waitAfter(int failures) {
        Duration wait = floor;
        for (int i = 1; i < failures && wait.compareTo(ceiling) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(ceiling) < 0 ? wait : ceiling;
    }
}
