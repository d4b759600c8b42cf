package io.artstore.common.contract.admin;

import io.artstore.common.security.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Something that happened and must be remembered: who did what to which thing, from where, and with what outcome.
 *
 * <p>It never carries a password, a secret, a token or the content of a document.
 *
 * @param eventId tells one event from another, so that it is recorded once however often it is sent
 * @param occurredAt to the microsecond, which is what the log keeps
 * @param eventType such as {@code file_create}; at most 100 characters are kept
 * @param action such as {@code create}; at most 50 characters are kept
 * @param success whether what was asked for was done
 * @param data further facts: texts, numbers, booleans, and lists and maps of them
 * @param errorMessage why it was not done; null where it was
 */
public record AuditEvent(
        UUID eventId,
        Instant occurredAt,
        String eventType,
        String action,
        Actor actor,
        Resource resource,
        Severity severity,
        boolean success,
        Origin origin,
        Map<String, Object> data,
        String errorMessage) {

    /** What kind of actor; the lower-case name is what the log keeps. */
    public enum ActorType {
        USER,
        SERVICE_ACCOUNT,
        /** The program, without anybody asking. */
        SYSTEM,
        /** Somebody who has proved no identity. */
        ANONYMOUS
    }

    /** How much it matters; the lower-case name is what the log keeps. */
    public enum Severity {
        DEBUG,
        INFO,
        WARNING,
        ERROR,
        CRITICAL
    }

    /**
     * Who did it.
     *
     * @param id the {@code sub} of tokens: a user's number or a service account's UUID; null where unknown
     * @param name the user name, client id, or what was given as such; null where unknown
     * @param sessionId the {@code sid} of tokens; null where there is none
     */
    public record Actor(ActorType type, String id, String name, String sessionId) {
        public static final Actor SYSTEM = new Actor(ActorType.SYSTEM, null, null, null);
        public static final Actor ANONYMOUS = new Actor(ActorType.ANONYMOUS, null, null, null);

        public Actor {
            Objects.requireNonNull(type, "type");
        }

        /** Somebody who says who they are and has not proved it. */
        public static Actor claiming(String name) {
            return new Actor(ActorType.ANONYMOUS, null, name, null);
        }

        public static Actor user(int id, String name) {
            return new Actor(ActorType.USER, Integer.toString(id), name, null);
        }

        public static Actor serviceAccount(UUID id, String name) {
            return new Actor(ActorType.SERVICE_ACCOUNT, id.toString(), name, null);
        }
    }

    /** What it was done to; both are null where it was nothing in particular. */
    public record Resource(String type, String id) {
        public static final Resource NONE = new Resource(null, null);
    }

    public AuditEvent {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(eventType, "eventType");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(origin, "origin");
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        data = data == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** The same event about a certain thing of the type it is about. */
    public AuditEvent about(String resourceId) {
        return about(resource.type(), resourceId);
    }

    /** The same event about another thing. */
    public AuditEvent about(String resourceType, String resourceId) {
        return new AuditEvent(
                eventId,
                occurredAt,
                eventType,
                action,
                actor,
                new Resource(resourceType, resourceId),
                severity,
                success,
                origin,
                data,
                errorMessage);
    }

    /** The same event with one more fact; nothing changes where the value is null. */
    public AuditEvent with(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(name, value);
        return new AuditEvent(
                eventId, occurredAt, eventType, action, actor, resource, severity, success, origin, more, errorMessage);
    }

    /** The same event with more facts; those without a value are left out. */
    public AuditEvent withAll(Map<String, Object> facts) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        facts.forEach((name, value) -> {
            if (value != null) {
                more.put(name, value);
            }
        });
        return new AuditEvent(
                eventId, occurredAt, eventType, action, actor, resource, severity, success, origin, more, errorMessage);
    }

    /** The same event under another identifier, such as that of the operation it is about. */
    public AuditEvent identifiedBy(UUID id) {
        return new AuditEvent(
                id, occurredAt, eventType, action, actor, resource, severity, success, origin, data, errorMessage);
    }

    /** The same event as one that matters more or less. */
    public AuditEvent rated(Severity other) {
        return new AuditEvent(
                eventId, occurredAt, eventType, action, actor, resource, other, success, origin, data, errorMessage);
    }

    /** What was asked for was not done. */
    public AuditEvent failed(String reason) {
        return new AuditEvent(
                eventId,
                occurredAt,
                eventType,
                action,
                actor,
                resource,
                severity == Severity.INFO ? Severity.WARNING : severity,
                false,
                origin,
                data,
                reason);
    }
}
