package io.artstore.admin.http;

import io.artstore.admin.domain.AccountPosition;
import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PageRequest;
import io.artstore.common.http.fields.Fields;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a list of accounts is gone through: by {@code skip} and {@code limit}, as at the checkpoint, or by {@code cursor},
 * which neither repeats nor leaves out an account while others come and go.
 *
 * @param byCursor whether the caller wants to know the cursor of the next page
 */
record Paging<I>(PageRequest<I> request, boolean byCursor, AccountCursor<I> cursor) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    static <I> Paging<I> of(Fields query, AccountCursor<I> cursor) {
        int skip = query.integer("skip").atLeast(0).orElse(0);
        int limit = query.integer("limit").between(1, MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<Optional<AccountPosition<I>>> after = query.string("cursor")
                .as(cursor::read, Optional.<AccountPosition<I>>empty())
                .optional();
        if (after.isPresent() && query.has("skip")) {
            query.reject("skip", "is of no use beside a cursor; leave one of them out");
        }
        PageRequest<I> request = new PageRequest<>(skip, after.orElseGet(Optional::empty), limit);
        return new Paging<>(request, after.isPresent(), cursor);
    }

    /** The answer with a page; the checkpoint's members come first. */
    <T> JsonObject body(Page<T> page, Function<T, JsonObject> shown, Function<T, AccountPosition<I>> position) {
        JsonArray items = new JsonArray();
        page.items().forEach(item -> items.add(shown.apply(item)));
        JsonObject body = new JsonObject()
                .put("total", page.total())
                .put("items", items)
                .put("skip", request.skip())
                .put("limit", request.limit());
        return byCursor ? body.put("next_cursor", next(page, position)) : body;
    }

    private <T> String next(Page<T> page, Function<T, AccountPosition<I>> position) {
        return page.more()
                ? cursor.write(position.apply(page.items().get(page.items().size() - 1)))
                : null;
    }
}
