package io.artstore.query.element;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.query.domain.IndexedDocument;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * Addresses at which a caller fetches a document from its element directly, without a token of their own, for a minute.
 *
 * <p>The address is what the element announced within the last seconds and nothing else: neither what a request says nor
 * what the index remembers can send a caller elsewhere.
 */
public final class DownloadLinks {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ElementDirectory directory;
    private final DownloadTicketsApi tickets;

    public DownloadLinks(ElementDirectory directory, DownloadTicketsApi tickets) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.tickets = Objects.requireNonNull(tickets, "tickets");
    }

    /** The address; fails with {@code UNAVAILABLE} while the element or admin is away. */
    public Future<String> to(IndexedDocument document, Caller caller) {
        return directory
                .fresh(document.elementId())
                .map(element -> tickets.issue(request(document, caller))
                        .map(ticket -> address(element.url(), document, ticket))
                        .recover(DownloadLinks::noTicket))
                .orElseGet(() -> Future.failedFuture(unavailable("the storage element that holds this document")));
    }

    private static DownloadTicketRequest request(IndexedDocument document, Caller caller) {
        return new DownloadTicketRequest(
                document.elementId(),
                document.id(),
                caller.subject(),
                caller.username(),
                caller.role().claim(),
                caller.sessionId().map(UUID::toString).orElse(null));
    }

    private static String address(String elementUrl, IndexedDocument document, DownloadTicket ticket) {
        return ElementUrls.download(elementUrl, document.id()) + "?ticket="
                + URLEncoder.encode(ticket.token(), StandardCharsets.UTF_8);
    }

    private static Future<String> noTicket(Throwable failure) {
        Throwable cause = BusFailures.fromReply(failure);
        boolean away = cause instanceof ServiceException known
                && (known.code() == ErrorCode.UNAVAILABLE || known.code() == ErrorCode.TIMEOUT);
        return Future.failedFuture(away ? unavailable("admin, which signs addresses,") : cause);
    }

    private static ServiceException unavailable(String who) {
        return new ServiceException(
                        ErrorCode.UNAVAILABLE, who + " does not answer; try again shortly, or without mode=redirect")
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
}
