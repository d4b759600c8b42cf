package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.ByteRanges;
import io.artstore.storage.domain.ByteRanges.Part;
import io.artstore.storage.domain.ByteRanges.Parts;
import io.artstore.storage.domain.ByteRanges.Selection;
import io.artstore.storage.domain.ByteRanges.Unsatisfiable;
import io.artstore.storage.domain.ByteRanges.Whole;
import io.artstore.storage.domain.EntityTags;
import io.artstore.storage.service.DocumentBytes;
import io.artstore.storage.service.DownloadService;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Downloads (RFC 9110): conditions first, then the bytes are opened and their number checked, and only then the head goes
 * out.
 */
final class DownloadHandler implements Handler<RoutingContext> {
    private final DownloadService downloads;

    DownloadHandler(DownloadService downloads) {
        this.downloads = downloads;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Future.succeededFuture(FileHandlers.fileId(ctx))
                .compose(downloads::document)
                .compose(document -> answer(ctx, document))
                .onFailure(ctx::fail);
    }

    private Future<Void> answer(RoutingContext ctx, AttributeDocument document) {
        HttpServerRequest request = ctx.request();
        DownloadHeaders headers = new DownloadHeaders(request, document);
        return switch (Preconditions.of(request).check(document)) {
            case FAILED -> Future.failedFuture(changed(document));
            case NOT_MODIFIED -> {
                headers.validators();
                yield ctx.response().setStatusCode(304).end();
            }
            case PASSED -> send(ctx, document, headers, selection(request, document));
        };
    }

    private static Selection selection(HttpServerRequest request, AttributeDocument document) {
        boolean ranged = HttpMethod.GET.equals(request.method())
                && Preconditions.of(request).rangeApplies(document);
        return ranged ? ByteRanges.select(request.getHeader("Range"), document.sizeBytes()) : new Whole();
    }

    private Future<Void> send(
            RoutingContext ctx, AttributeDocument document, DownloadHeaders headers, Selection selection) {
        if (selection instanceof Unsatisfiable) {
            return Future.failedFuture(new ServiceException(
                            ErrorCode.RANGE_NOT_SATISFIABLE,
                            "the range lies outside of the document's " + document.sizeBytes() + " bytes")
                    .withHeader(HttpHeaders.CONTENT_RANGE.toString(), "bytes */" + document.sizeBytes()));
        }
        return downloads.open(document).compose(content -> Future.succeededFuture()
                .compose(opened -> {
                    headers.representation();
                    return selection instanceof Parts several
                            ? transfer(ctx, content, headers.parts(several))
                            : transfer(ctx, content, part(ctx.response(), selection, document));
                })
                .recover(failure -> downloads.brokenOff(document, content, failure))
                .eventually(content::close));
    }

    /** The bytes to send; sets the status and headers of a partial answer. */
    private static Part part(HttpServerResponse response, Selection selection, AttributeDocument document) {
        if (selection instanceof Part part) {
            response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(document.sizeBytes()));
            return part;
        }
        return new Part(0, document.sizeBytes() - 1);
    }

    private static Future<Void> transfer(RoutingContext ctx, DocumentBytes content, Part part) {
        HttpServerResponse response = ctx.response();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(part.length()));
        if (HttpMethod.HEAD.equals(ctx.request().method()) || part.length() == 0) {
            return response.end();
        }
        Optional<Buffer> inMemory = content.inMemory(part.first(), part.length());
        if (inMemory.isPresent()) {
            return response.end(inMemory.get());
        }
        return kernelCanSend(ctx.request()) && content.channel().isPresent()
                ? response.sendFile(content.channel().get(), part.first(), part.length())
                        .compose(sent -> requireSent(ctx, part.length()))
                : content.send(part.first(), part.length(), response).compose(sent -> response.end());
    }

    /** With encryption or HTTP/2 frames around the bytes the library would read 8 KiB at a time; our stream reads more. */
    private static boolean kernelCanSend(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2 && !request.isSSL();
    }

    private static Future<Void> transfer(RoutingContext ctx, DocumentBytes content, MultipartByteRanges parts) {
        HttpServerResponse response = ctx.response();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(parts.length()));
        return parts.send(content, response);
    }

    /** Vert.x sends what is there and calls it a success where the file was cut after its size was checked. */
    private static Future<Void> requireSent(RoutingContext ctx, long announced) {
        long sent = ctx.response().bytesWritten();
        if (sent >= announced) {
            return Future.succeededFuture();
        }
        IOException cut = new EOFException("Only " + sent + " of " + announced + " bytes could be sent");
        return ctx.request().connection().close().transform(closed -> Future.failedFuture(cut));
    }

    private static ServiceException changed(AttributeDocument document) {
        return new ServiceException(
                        ErrorCode.PRECONDITION_FAILED, "the document is not the one the request's conditions name")
                .withHeader(HttpHeaders.ETAG.toString(), EntityTags.ofContent(document));
    }
}
