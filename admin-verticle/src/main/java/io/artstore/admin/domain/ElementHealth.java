package io.artstore.admin.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an element's well-being, and how old that is.
 *
 * @param lastSeen when it last announced itself or answered
 * @param lastAnswer when it last answered; as old are its mode, capacity and room
 * @param lastCheck when it was last asked
 * @param age since the last answer, by the database's clock; empty where there was none
 * @param latency of the last answer
 * @param fault what the last check failed with
 */
public record ElementHealth(
        Optional<Instant> lastSeen,
        Optional<Instant> lastAnswer,
        Optional<Instant> lastCheck,
        Optional<Duration> age,
        Optional<Duration> latency,
        int consecutiveFailures,
        Optional<ElementFault> fault,
        Optional<String> faultDetail) {

    /** Whether nothing the element said can be relied on any more. */
    public boolean stale(Duration staleAfter) {
        return age.map(passed -> passed.compareTo(staleAfter) >= 0).orElse(true);
    }
}
