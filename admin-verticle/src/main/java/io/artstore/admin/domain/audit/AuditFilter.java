package io.artstore.admin.domain.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which rows of the log are wanted; what is empty does not matter.
 *
 * @param from inclusive
 * @param to exclusive
 * @param actor a user's number, a service account's UUID, or a name as it was given
 */
public record AuditFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> eventType,
        Optional<String> actor,
        Optional<String> resourceType,
        Optional<String> resourceId,
        Optional<String> severity,
        Optional<Boolean> success,
        Optional<String> requestId) {}
