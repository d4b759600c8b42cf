package io.artstore.common.contract.storage;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Reads a storage element's change feed. Every element answers at its own address.
 *
 * <p>Pulling is what keeps readers right; the event {@link #CHANGED_EVENT} only shortens the wait.
 */
@ProxyGen
public interface ChangeFeedApi {
    /** Type of the event an element publishes after it committed changes. */
    String CHANGED_EVENT = "storage.changed";

    /** The most changes one page may hold. */
    int MAX_PAGE = 500;

    /** The cursor before the first change. */
    String BEGINNING = "";

    /**
     * The changes after a cursor.
     *
     * @param cursor {@link #BEGINNING} or a {@link ChangePage#nextCursor()}; a malformed one fails with status 400
     * @param limit 1 to {@link #MAX_PAGE}
     */
    Future<ChangePage> changes(String cursor, int limit);

    /** Where the element of that id answers. */
    @GenIgnore
    static String address(String elementId) {
        return "artstore.storage.change-feed.v1." + elementId;
    }

    /** A client of one element whose calls fail after ten seconds. */
    @GenIgnore
    static ChangeFeedApi client(Vertx vertx, String elementId) {
        return new ChangeFeedApiVertxEBProxy(vertx, address(elementId), new DeliveryOptions().setSendTimeout(10_000));
    }
}
