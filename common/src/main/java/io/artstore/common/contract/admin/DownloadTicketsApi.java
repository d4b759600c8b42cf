package io.artstore.common.contract.admin;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;

/**
 * Makes tickets that open the download of one document at one element for a minute, so that a caller can be sent there.
 *
 * <p>Admin does not ask who calls: whoever is on the bus is trusted to have verified the caller. No bridge may offer this
 * address.
 */
@ProxyGen
public interface DownloadTicketsApi {
    /** Where admin answers. */
    String ADDRESS = "artstore.admin.download-tickets.v1";

    /** A ticket for a caller whose access token was just verified. Fails with 400 for a request that names nothing. */
    Future<DownloadTicket> issue(DownloadTicketRequest request);

    /** A client whose calls fail after five seconds. */
    @GenIgnore
    static DownloadTicketsApi client(Vertx vertx) {
        return new DownloadTicketsApiVertxEBProxy(vertx, ADDRESS, new DeliveryOptions().setSendTimeout(5_000));
    }
}
