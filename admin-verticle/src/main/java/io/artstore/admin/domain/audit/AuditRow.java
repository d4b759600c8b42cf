package io.artstore.admin.domain.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A row of {@code public.audit_logs}, column by column (checkpoint section 8).
 *
 * @param data as {@link AuditData} has it; null where the column is
 * @param hmacSignature lower-case hex
 */
public record AuditRow(
        long id,
        String eventType,
        String severity,
        Integer userId,
        UUID serviceAccountId,
        String actorType,
        String resourceType,
        String resourceId,
        String action,
        String ipAddress,
        String userAgent,
        String requestId,
        String sessionId,
        Map<String, Object> data,
        boolean success,
        String errorMessage,
        String hmacSignature,
        Instant createdAt) {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    /** What the checkpoint signs (section 5.4). */
    public String signedText() {
        Map<String, Object> signed = new LinkedHashMap<>();
        signed.put("action", action);
        signed.put("actor_type", actorType);
        signed.put("data", data == null ? Map.of() : data);
        signed.put("event_type", eventType);
        signed.put("resource_id", resourceId);
        signed.put("resource_type", resourceType);
        signed.put("service_account_id", serviceAccountId);
        signed.put("severity", severity);
        signed.put("success", success);
        signed.put("timestamp", timestamp(createdAt));
        signed.put("user_id", userId);
        return CanonicalJson.SIGNED.write(signed);
    }

    /** Every column under its name, as the chain hashes it and the export shows it. */
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("id", id);
        columns.put("event_type", eventType);
        columns.put("severity", severity);
        columns.put("user_id", userId);
        columns.put("service_account_id", serviceAccountId);
        columns.put("actor_type", actorType);
        columns.put("resource_type", resourceType);
        columns.put("resource_id", resourceId);
        columns.put("action", action);
        columns.put("ip_address", ipAddress);
        columns.put("user_agent", userAgent);
        columns.put("request_id", requestId);
        columns.put("session_id", sessionId);
        columns.put("data", data);
        columns.put("success", success);
        columns.put("error_message", errorMessage);
        columns.put("hmac_signature", hmacSignature);
        columns.put("created_at", timestamp(createdAt));
        return columns;
    }

    /** The row as it is once it has been signed. */
    public AuditRow signed(String signature) {
        return with(id, signature);
    }

    /** The same content under another number. */
    public AuditRow numbered(long other) {
        return with(other, hmacSignature);
    }

    private AuditRow with(long number, String signature) {
        return new AuditRow(
                number,
                eventType,
                severity,
                userId,
                serviceAccountId,
                actorType,
                resourceType,
                resourceId,
                action,
                ipAddress,
                userAgent,
                requestId,
                sessionId,
                data,
                success,
                errorMessage,
                signature,
                createdAt);
    }

    /** As Python's {@code isoformat} writes it: microseconds, or none where they are zero. */
    static String timestamp(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return (utc.getNano() / 1_000 == 0 ? SECONDS : MICROS).format(utc) + "+00:00";
    }
}
