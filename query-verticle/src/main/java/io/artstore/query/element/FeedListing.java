package io.artstore.query.element;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.query.domain.IndexPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.Function;

/** Reads everything an element ever told, beside the followers and without moving the index's cursor. */
public final class FeedListing {
    private final Vertx vertx;

    public FeedListing(Vertx vertx) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    /**
     * Hands on page after page, each after the one before was taken.
     *
     * @return completes when nothing was left to read; fails when the element or the taker fails, and then the listing is
     *     incomplete and says nothing about what is not in it
     */
    public Future<Void> read(String elementId, Function<IndexPage, Future<Void>> taker) {
        return readFrom(ChangeFeedApi.BEGINNING, elementId, ChangeFeedApi.client(vertx, elementId), taker);
    }

    private static Future<Void> readFrom(
            String cursor, String elementId, ChangeFeedApi feed, Function<IndexPage, Future<Void>> taker) {
        return feed.changes(cursor, ChangeFeedApi.MAX_PAGE)
                .recover(failure -> Future.<ChangePage>failedFuture(BusFailures.fromReply(failure)))
                .compose(page -> taker.apply(ChangeReader.read(elementId, cursor, page))
                        .compose(taken -> page.more()
                                ? readFrom(page.nextCursor(), elementId, feed, taker)
                                : Future.succeededFuture()));
    }
}
