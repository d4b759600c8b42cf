package io.artstore.common.audit;

import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events as they lie in an outbox: the JSON they also have on the bus. A statement of a module may put further members into
 * {@code data} before it stores one.
 */
public final class AuditJson {
    private static final int UNREADABLE_SHOWN = 2_000;
    /** PostgreSQL's jsonb takes every text but the one with this character. */
    private static final String NUL = "\\u0000";

    private AuditJson() {}

    /** One event; what PostgreSQL could not store is replaced. */
    public static String write(AuditEvent event) {
        return storable(Json.encode(event));
    }

    /** A JSON array of events, for the outbox. */
    public static String writeAll(List<AuditEvent> events) {
        return storable(Json.encode(events));
    }

    /** An event out of an outbox; what is none becomes an event that says so, because nothing may be lost. */
    static AuditEvent read(long position, String json, Instant storedAt) {
        try {
            return Json.decodeValue(json, AuditEvent.class);
        } catch (DecodeException e) {
            return AuditType.AUDIT_EVENT_UNREADABLE
                    .by(Actor.SYSTEM, Origin.NONE, storedAt)
                    .identifiedBy(
                            UUID.nameUUIDFromBytes((position + storedAt.toString()).getBytes(StandardCharsets.UTF_8)))
                    .with("event", json.substring(0, Math.min(UNREADABLE_SHOWN, json.length())))
                    .failed("an event in the outbox cannot be read by this version");
        }
    }

    private static String storable(String json) {
        return json.contains(NUL) ? json.replace(NUL, "\\ufffd") : json;
    }
}
