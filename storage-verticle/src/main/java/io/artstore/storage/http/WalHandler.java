package io.artstore.storage.http;

import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.EntryPage;
import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalRecord;
import io.artstore.storage.domain.WalStatus;
import io.artstore.storage.service.WalListService;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;

/** The write-ahead log as a list. */
final class WalHandler implements Handler<RoutingContext> {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final WalListService wal;

    WalHandler(WalListService wal) {
        this.wal = wal;
    }

    private record ListRequest(
            Optional<WalStatus> status, Optional<UUID> fileId, Optional<EntryPosition> cursor, int limit) {
        static ListRequest of(Fields query) {
            return new ListRequest(
                    query.enumeration("status", WalStatus.class).optional(),
                    query.uuid("file_id").optional(),
                    EntryCursor.of(query),
                    query.integer("limit").between(1, MAX_PAGE).orElse(DEFAULT_PAGE));
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        ListRequest request = Requests.query(ctx, ListRequest::of);
        wal.page(request.status(), request.fileId(), request.cursor(), request.limit())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, page(page)));
    }

    private static JsonObject page(EntryPage<WalRecord> page) {
        JsonArray entries = new JsonArray();
        page.entries().forEach(entry -> entries.add(entry(entry)));
        return new JsonObject().put("transactions", entries).put("next_cursor", EntryCursor.next(page));
    }

    private static JsonObject entry(WalRecord entry) {
        return new JsonObject()
                .put("transaction_id", entry.id().toString())
                .put("operation_type", entry.operation())
                .put("status", entry.status())
                .put("file_id", entry.fileId().map(UUID::toString).orElse(null))
                .put("operation_data", new JsonObject(new HashMap<>(entry.data())))
                .put("error_message", entry.error().orElse(null))
                .put("started_at", Timestamps.format(entry.startedAt()))
                .put("completed_at", entry.completedAt().map(Timestamps::format).orElse(null))
                .put(
                        "duration_ms",
                        entry.durationMillis().isPresent()
                                ? entry.durationMillis().getAsInt()
                                : null)
                .put("user_id", entry.userId().orElse(null));
    }
}
