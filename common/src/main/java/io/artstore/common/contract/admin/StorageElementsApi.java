package io.artstore.common.contract.admin;

import io.artstore.common.config.ElementMode;
import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/** Asks admin's registry where a document may be stored; the bus twin of {@code /api/v1/internal/storage-elements}. */
@ProxyGen
public interface StorageElementsApi {
    /** Where admin answers. */
    String ADDRESS = "artstore.admin.storage-elements.v1";

    /**
     * Elements that are online, answered recently, and have the mode and the room: by priority, within a priority the
     * fullest first. Empty where there is none.
     *
     * @param minFreeBytes not negative; a negative number fails with status 422
     */
    Future<AvailableElements> available(ElementMode mode, long minFreeBytes);

    /** A client whose calls fail after five seconds. */
    @GenIgnore
    static StorageElementsApi client(Vertx vertx) {
        return new StorageElementsApiVertxEBProxy(vertx, ADDRESS, new DeliveryOptions().setSendTimeout(5_000));
    }
}
