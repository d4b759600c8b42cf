package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.audit.AuditFilter;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The conditions of a filter, and the values of their parameters. */
final class AuditConditions {
    private static final Pattern USER_ID = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final List<String> conditions = new ArrayList<>();
    private final Tuple values = Tuple.tuple();

    AuditConditions(AuditFilter filter) {
        filter.from().ifPresent(from -> and("a.created_at >= ", timestamp(from)));
        filter.to().ifPresent(to -> and("a.created_at < ", timestamp(to)));
        with("a.event_type = ", filter.eventType());
        with("a.resource_type = ", filter.resourceType());
        with("a.resource_id = ", filter.resourceId());
        with("a.severity = ", filter.severity());
        with("a.success = ", filter.success());
        with("a.request_id = ", filter.requestId());
        filter.actor().ifPresent(this::actor);
    }

    AuditConditions and(String comparison, Object value) {
        values.addValue(value);
        conditions.add(comparison + "$" + values.size());
        return this;
    }

    /** With the last of the parameters as the limit. */
    Tuple valuesWithLimit(int limit) {
        values.addValue(limit);
        return values;
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    String limitParameter() {
        return "$" + (values.size() + 1);
    }

    private void with(String comparison, Optional<?> value) {
        value.ifPresent(given -> and(comparison, given));
    }

    private void actor(String actor) {
        if (USER_ID.matcher(actor).matches()) {
            and("a.user_id = ", Integer.valueOf(actor));
        } else if (UUID_TEXT.matcher(actor).matches()) {
            and("a.service_account_id = ", UUID.fromString(actor));
        } else {
            and("a.data ->> 'actor_name' = ", actor);
        }
    }
}
