package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Long work of an element that outlives the request for it and is remembered for a month.
 *
 * @param number grows from job to job
 * @param requestedBy the caller's name
 * @param options what the request asked for beyond the kind, a JSON object
 * @param position where to go on after an interruption, in the work's own terms
 * @param counts what the work did and saw, by name
 * @param findings how many there were; the first 100,000 are kept
 * @param failure why it ended early
 */
public record Job(
        UUID id,
        long number,
        JobKind kind,
        JobState state,
        String requestedBy,
        Map<String, Object> options,
        JobProgress progress,
        Optional<String> position,
        Map<String, Long> counts,
        long findings,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        Optional<String> failure) {

    public Job {
        Objects.requireNonNull(id, "id");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Whether nothing was found; empty until the job has finished. */
    public Optional<Boolean> clean() {
        return state == JobState.FINISHED ? Optional.of(findings == 0) : Optional.empty();
    }
}
