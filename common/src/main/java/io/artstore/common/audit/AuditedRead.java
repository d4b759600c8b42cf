package io.artstore.common.audit;

import io.artstore.common.contract.admin.AuditEvent.Actor;
import java.time.Instant;
import java.util.Objects;

/**
 * A read that succeeded: who was given what, and over which route. Two that are equal differ in nothing the log shows of
 * them but time, bytes and request.
 *
 * @param ipAddress as in {@link io.artstore.common.security.Origin}
 * @param aborted the client left before the end
 */
public record AuditedRead(
        AuditType type,
        String resourceId,
        Actor actor,
        String ipAddress,
        String userAgent,
        String listener,
        String method,
        String route,
        int status,
        boolean aborted) {
    public AuditedRead {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(actor, "actor");
    }

    /** What differs from one of them to the next. */
    public record Served(Instant at, String requestId, long bytes, long durationMillis) {}
}
