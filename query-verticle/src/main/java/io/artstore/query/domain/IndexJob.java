package io.artstore.query.domain;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Work on the index that outlives the request for it.
 *
 * @param requestedBy the caller's name
 * @param elementsTotal how many elements it is about; known soon after the start
 * @param changesRead how many changes were read so far, several of one document on a page being one
 * @param findings of the elements that are done
 * @param failure why the job as a whole ended early
 */
public record IndexJob(
        UUID id,
        Kind kind,
        State state,
        String requestedBy,
        int elementsTotal,
        long changesRead,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        List<ElementFindings> findings,
        Optional<String> failure) {

    /** What a job does. */
    public enum Kind {
        /** Compares the index with every element and changes nothing. */
        VERIFY,
        /** Reads every feed from the beginning, removes what no element has, and compares at the end. */
        RESYNC;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a job stands. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public IndexJob {
        Objects.requireNonNull(id, "id");
        findings = List.copyOf(findings);
    }

    /** Whether every element was compared and the index says the same; empty until the job has finished. */
    public Optional<Boolean> clean() {
        return state == State.FINISHED
                ? Optional.of(findings.stream().allMatch(ElementFindings::clean))
                : Optional.empty();
    }
}
