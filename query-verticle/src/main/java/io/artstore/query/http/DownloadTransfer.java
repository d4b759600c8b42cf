package io.artstore.query.http;

import io.artstore.common.error.ServiceException;
import io.artstore.common.http.Authentication;
import io.artstore.query.domain.DownloadRecord;
import io.artstore.query.element.ElementAnswer;
import io.artstore.query.service.Download;
import io.artstore.query.service.DownloadOutcome;
import io.artstore.query.service.DownloadService;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer on its way from an element to a caller, as fast as the slower of both.
 *
 * <p>If the element breaks off, so does the caller's connection; if the caller leaves, the element is told at once.
 */
final class DownloadTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadTransfer.class);
    private static final int NOT_MODIFIED = 304;

    private final RoutingContext ctx;
    private final Download download;
    private final DownloadService downloads;
    private final long beginNanos;

    /** @param beginNanos {@link System#nanoTime()} when the request was taken up */
    DownloadTransfer(RoutingContext ctx, Download download, DownloadService downloads, long beginNanos) {
        this.ctx = ctx;
        this.download = download;
        this.downloads = downloads;
        this.beginNanos = beginNanos;
    }

    void run() {
        HttpServerResponse response = ctx.response().setStatusCode(answer().status());
        DownloadHeaders.toCaller(answer(), response);
        if (ctx.request().method() == HttpMethod.HEAD || answer().status() == NOT_MODIFIED) {
            sendHead(response);
        } else {
            sendBody(response);
        }
    }

    private ElementAnswer answer() {
        return download.answer();
    }

    private void sendHead(HttpServerResponse response) {
        answer().discard();
        response.end().onFailure(gone -> LOG.debug("The caller of a download left before its answer", gone));
    }

    private void sendBody(HttpServerResponse response) {
        if (answer().header("Content-Length").isEmpty()) {
            response.setChunked(true);
        }
        ctx.addEndHandler(end -> {
            if (end.failed()) {
                abandon();
            }
        });
        answer().pipeTo(response)
                .onSuccess(sent -> finished(DownloadOutcome.COMPLETE))
                .onFailure(this::brokenOff);
    }

    private void brokenOff(Throwable cause) {
        if (cause instanceof ServiceException && !ctx.response().closed()) {
            finished(DownloadOutcome.BROKEN);
            ctx.fail(cause);
        } else {
            LOG.debug("The caller of a download left", cause);
            finished(DownloadOutcome.CALLER_LEFT);
        }
        abandon();
    }

    private void abandon() {
        answer().abandon().onFailure(over -> LOG.debug("The exchange with the element was already over", over));
    }

    private void finished(DownloadOutcome outcome) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - beginNanos);
        downloads.finished(
                new DownloadRecord(
                        download.document().id(),
                        ctx.response().bytesWritten(),
                        elapsed,
                        download.resumes(),
                        Authentication.caller(ctx).username(),
                        download.document().elementId()),
                outcome);
    }
}
