package io.artstore.common.audit;

import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.AuditEvent.ActorType;
import io.artstore.common.contract.admin.AuditEvent.Resource;
import io.artstore.common.contract.admin.AuditEvent.Severity;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Every kind of event the modules record. The name in lower case is the {@code event_type} of the log.
 */
public enum AuditType {
    LOGIN_SUCCESS("login", "user"),
    LOGIN_FAILED("login", "user"),
    TOKEN_SUCCESS("token", "service_account"),
    TOKEN_FAILED("token", "service_account"),
    REFRESH_REUSED("refresh", "session"),
    LOGOUT("logout", "session"),
    TOKEN_REVOKE("revoke", "token"),
    JWT_KEY_ROTATE("rotate", "jwt_key"),
    SERVICE_ACCOUNT_CREATE("create", "service_account"),
    SERVICE_ACCOUNT_UPDATE("update", "service_account"),
    SERVICE_ACCOUNT_DELETE("delete", "service_account"),
    SERVICE_ACCOUNT_SUSPEND("suspend", "service_account"),
    SERVICE_ACCOUNT_ACTIVATE("activate", "service_account"),
    SERVICE_ACCOUNT_SECRET_ROTATE("rotate_secret", "service_account"),
    SERVICE_ACCOUNT_EXPIRE("expire", "service_account"),
    USER_CREATE("create", "user"),
    USER_UPDATE("update", "user"),
    USER_DELETE("delete", "user"),
    USER_ACTIVATE("activate", "user"),
    USER_DEACTIVATE("deactivate", "user"),
    USER_UNLOCK("unlock", "user"),
    /** By an administrator. */
    USER_PASSWORD_SET("set_password", "user"),
    /** By who knew the present one. */
    USER_PASSWORD_CHANGE("change_password", "user"),
    /** By who had a reset token. */
    USER_PASSWORD_RESET("reset_password", "user"),
    FILE_CREATE("create", "file"),
    FILE_UPDATE("update", "file"),
    FILE_DELETE("delete", "file"),
    /** From the trash. */
    FILE_RESTORE("restore", "file"),
    FILE_DOWNLOAD("download", "file"),
    /** Something that belongs to no listed document was put aside. */
    FILE_QUARANTINE("quarantine", "file"),
    STORAGE_JOB_START("start", "storage_job"),
    STORAGE_JOB_END("end", "storage_job"),
    STORAGE_ELEMENT_MODE_CHANGE("mode_change", "storage_element"),
    STORAGE_ELEMENT_CREATE("create", "storage_element"),
    STORAGE_ELEMENT_UPDATE("update", "storage_element"),
    STORAGE_ELEMENT_DELETE("delete", "storage_element"),
    /** 401 or 403 on any route. */
    PERMISSION_DENIED("access", null),
    /** A change that was asked for by somebody who may, and refused or failed. */
    REQUEST_REFUSED("request", null),
    /** The appender found the log's head altered before it went on. */
    AUDIT_HEAD_REJECTED("append", "audit_log"),
    /** Old rows are in an archive file now, and not in the log any more. */
    AUDIT_ARCHIVE("archive", "audit_log"),
    /** What a relay found in its outbox and cannot read. */
    AUDIT_EVENT_UNREADABLE("relay", "audit_log");

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    private final String action;
    private final String resourceType;

    AuditType(String action, String resourceType) {
        this.action = action;
        this.resourceType = resourceType;
    }

    /** As it stands in the log. */
    public String eventType() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An event of this type that succeeded, by somebody who has shown a token. */
    public AuditEvent by(Caller caller, Instant at) {
        return by(actor(caller), caller.origin(), at);
    }

    /** An event of this type that succeeded. */
    public AuditEvent by(Actor actor, Origin origin, Instant at) {
        return new AuditEvent(
                UUID.randomUUID(),
                at,
                eventType(),
                action,
                actor,
                new Resource(resourceType, null),
                Severity.INFO,
                true,
                origin,
                Map.of(),
                null);
    }

    /** Users have numbers and service accounts UUIDs. */
    public static Actor actor(Caller caller) {
        return new Actor(
                NUMBER.matcher(caller.subject()).matches() ? ActorType.USER : ActorType.SERVICE_ACCOUNT,
                caller.subject(),
                caller.username(),
                caller.sessionId().map(UUID::toString).orElse(null));
    }
}
