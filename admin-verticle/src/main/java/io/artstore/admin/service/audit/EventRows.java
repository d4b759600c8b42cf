package io.artstore.admin.service.audit;

import io.artstore.admin.domain.audit.AuditData;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.CanonicalJson;
import io.artstore.admin.domain.audit.ChainState;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.AuditEvent.ActorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How an event becomes a row of the checkpoint's table: everything fits, nothing is refused, and what a column cannot hold
 * stands in {@code data}.
 */
final class EventRows {
    /** Columns of the checkpoint. */
    private static final int EVENT_TYPE = 100;

    private static final int ACTION = 50;
    private static final int RESOURCE_TYPE = 50;
    private static final int RESOURCE_ID = 100;
    private static final int IP_ADDRESS = 45;
    private static final int REQUEST_ID = 36;
    private static final int SESSION_ID = 100;

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_DATA = 32_000;
    private static final int SHOWN_OF_LONG_DATA = 4_000;

    private EventRows() {}

    /** The user an event names; empty where it names none. */
    static Optional<Integer> userId(AuditEvent event) {
        try {
            return event.actor().type() == ActorType.USER
                    ? Optional.of(Integer.valueOf(event.actor().id()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The service account an event names; empty where it names none. */
    static Optional<UUID> serviceAccountId(AuditEvent event) {
        try {
            return event.actor().type() == ActorType.SERVICE_ACCOUNT
                            && event.actor().id() != null
                    ? Optional.of(UUID.fromString(event.actor().id()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The unsigned row of an event. */
    static AuditRow row(AuditEvent event, long id, ChainState state) {
        Integer user = userId(event).filter(state.users()::contains).orElse(null);
        UUID account = serviceAccountId(event)
                .filter(state.serviceAccounts()::contains)
                .orElse(null);
        return new AuditRow(
                id,
                AuditData.text(event.eventType(), EVENT_TYPE),
                label(event.severity()),
                user,
                account,
                label(event.actor().type()),
                AuditData.text(event.resource().type(), RESOURCE_TYPE),
                AuditData.text(event.resource().id(), RESOURCE_ID),
                AuditData.text(event.action(), ACTION),
                AuditData.text(event.origin().ipAddress(), IP_ADDRESS),
                AuditData.text(event.origin().userAgent()),
                AuditData.text(event.origin().requestId(), REQUEST_ID),
                AuditData.text(event.actor().sessionId(), SESSION_ID),
                data(event, user != null || account != null),
                event.success(),
                AuditData.text(event.errorMessage(), LONGEST_MESSAGE),
                null,
                event.occurredAt());
    }

    private static Map<String, Object> data(AuditEvent event, boolean actorHasColumn) {
        Map<String, Object> data = new LinkedHashMap<>(event.data());
        Actor actor = event.actor();
        put(data, "actor_name", actor.name());
        put(data, "actor_id", actorHasColumn ? null : actor.id());
        put(data, "request_id", beyond(event.origin().requestId(), REQUEST_ID));
        put(data, "resource_id", beyond(event.resource().id(), RESOURCE_ID));
        Map<String, Object> normalized = AuditData.normalized(data);
        String text = CanonicalJson.EXACT.write(normalized);
        if (text.length() <= LONGEST_DATA) {
            return normalized;
        }
        Map<String, Object> shortened = new HashMap<>();
        shortened.put("shortened", AuditData.text(text, SHOWN_OF_LONG_DATA));
        put(shortened, "actor_name", actor.name());
        return AuditData.normalized(shortened);
    }

    /** What a column would cut off is kept whole here. */
    private static String beyond(String text, int column) {
        return text == null || text.codePointCount(0, text.length()) <= column ? null : text;
    }

    private static void put(Map<String, Object> data, String name, Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
