package io.artstore.admin.bus;

import io.artstore.admin.service.DownloadTicketService;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.util.Objects;

/** Answers {@link DownloadTicketsApi}. */
public final class DownloadTicketsEndpoint implements DownloadTicketsApi {
    private final DownloadTicketService tickets;

    public DownloadTicketsEndpoint(DownloadTicketService tickets) {
        this.tickets = Objects.requireNonNull(tickets, "tickets");
    }

    /** Answers from now on, until the consumer is unregistered. */
    public MessageConsumer<JsonObject> bind(Vertx vertx) {
        return new ServiceBinder(vertx).setAddress(ADDRESS).register(DownloadTicketsApi.class, this);
    }

    @Override
    public Future<DownloadTicket> issue(DownloadTicketRequest request) {
        return tickets.issue(request).recover(failure -> Future.failedFuture(BusFailures.toReply(failure)));
    }
}
