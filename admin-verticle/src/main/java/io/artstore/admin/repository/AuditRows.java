package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.CanonicalJson;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the audit log travels to and from its tables; every number of {@code data} to the last digit. */
final class AuditRows {
    static final String ROW_COLUMNS = "a.id, a.event_type, a.severity, a.user_id, a.service_account_id, a.actor_type,"
            + " a.resource_type, a.resource_id, a.action, a.ip_address, a.user_agent, a.request_id, a.session_id,"
            + " a.data::text AS data, a.success, a.error_message, a.hmac_signature, a.created_at";
    static final String LINK_COLUMNS = "c.sequence, c.audit_id, c.event_id, c.key_id, c.adopted, c.appended_at,"
            + " c.previous_hash, c.row_hash, c.seal";

    private static final ObjectReader DATA = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(Object.class);

    private AuditRows() {}

    /** Rows and their links as one JSON array, member by column. */
    static String write(List<AuditRow> rows, List<ChainLink> links) {
        List<Map<String, Object>> given = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> members = new LinkedHashMap<>(rows.get(i).columns());
            members.putAll(links.get(i).members());
            given.add(members);
        }
        return CanonicalJson.EXACT.write(given);
    }

    static AuditRow row(Row row) {
        return new AuditRow(
                row.getLong("id"),
                row.getString("event_type"),
                row.getString("severity"),
                row.getInteger("user_id"),
                row.getUUID("service_account_id"),
                row.getString("actor_type"),
                row.getString("resource_type"),
                row.getString("resource_id"),
                row.getString("action"),
                row.getString("ip_address"),
                row.getString("user_agent"),
                row.getString("request_id"),
                row.getString("session_id"),
                data(row.getString("data")),
                row.getBoolean("success"),
                row.getString("error_message"),
                row.getString("hmac_signature"),
                instant(row, "created_at"));
    }

    static ChainLink link(Row row) {
        return new ChainLink(
                row.getLong("sequence"),
                row.getLong("audit_id"),
                row.getUUID("event_id"),
                row.getString("key_id"),
                row.getBoolean("adopted"),
                instant(row, "appended_at"),
                bytes(row, "previous_hash"),
                bytes(row, "row_hash"),
                bytes(row, "seal"));
    }

    static ChainHead head(Row row) {
        return new ChainHead(
                row.getLong("anchor_sequence"),
                bytes(row, "anchor_hash"),
                row.getLong("sequence"),
                bytes(row, "row_hash"),
                row.getLong("adopt_until"),
                instant(row, "updated_at"),
                row.getString("key_id"),
                bytes(row, "seal"));
    }

    static ArchivedPart archived(Row row) {
        return new ArchivedPart(
                row.getLong("first_sequence"),
                row.getLong("last_sequence"),
                bytes(row, "previous_hash"),
                bytes(row, "row_hash"),
                row.getString("file"),
                row.getString("sha256"),
                instant(row, "archived_at"),
                row.getString("key_id"),
                bytes(row, "seal"));
    }

    private static byte[] bytes(Row row, String column) {
        Buffer value = row.getBuffer(column);
        return value.getBytes();
    }

    /** What is no object, which only others write, stands under the empty name so that a change of it shows. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(String json) {
        if (json == null) {
            return null;
        }
        try {
            Object value = DATA.readValue(json);
            if (value instanceof Map<?, ?> map) {
                return (Map<String, Object>) map;
            }
            Map<String, Object> wrapped = new LinkedHashMap<>();
            wrapped.put("", value);
            return wrapped;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave JSON that cannot be read", e);
        }
    }
}
