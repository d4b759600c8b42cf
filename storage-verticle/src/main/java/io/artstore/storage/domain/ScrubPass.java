package io.artstore.storage.domain;

import java.time.Instant;

/**
 * One way of the scrub through all documents.
 *
 * @param startedAt what was verified since needs not be verified again in this pass
 * @param attemptedAt when a job last worked on it
 * @param completedAt when the last complete pass was; before {@code startedAt}, or null, while this one is not
 */
public record ScrubPass(Instant startedAt, Instant attemptedAt, Instant completedAt) {
    public boolean isComplete() {
        return completedAt != null && !completedAt.isBefore(startedAt);
    }
}
