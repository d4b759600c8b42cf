package io.artstore.query.http;

import io.artstore.common.audit.AuditType;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.artstore.query.service.Download;
import io.artstore.query.service.DownloadRequest;
import io.artstore.query.service.DownloadService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/download}: documents fetched from whichever element holds them, through one address. */
public final class DownloadRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadRoutes.class);

    /** RFC 9110 section 15.4.8: the method stays. */
    private static final int TEMPORARY_REDIRECT = 307;

    /** How the content reaches the caller. */
    private enum Mode {
        PROXY,
        REDIRECT
    }

    private final DownloadService downloads;
    private final TokenVerifier tokens;

    public DownloadRoutes(DownloadService downloads, TokenVerifier tokens) {
        this.downloads = Objects.requireNonNull(downloads, "downloads");
        this.tokens = Objects.requireNonNull(tokens, "tokens");
    }

    public void mount(ApiServer server) {
        server.router()
                .get("/api/download/:file_id/metadata")
                .handler(Authentication.require(tokens, Permission.FILES_READ))
                .handler(this::metadata);
        server.router()
                .get("/api/download/:file_id")
                .handler(Authentication.require(tokens, Permission.FILES_READ))
                .handler(RequestAudit.read(AuditType.FILE_DOWNLOAD, "file_id"))
                .handler(this::download);
    }

    private void metadata(RoutingContext ctx) {
        downloads
                .locate(ctx.pathParam("file_id"), "File metadata not found")
                .onFailure(ctx::fail)
                .onSuccess(document -> Responses.json(ctx, 200, DocumentJson.downloadMetadata(document)));
    }

    private void download(RoutingContext ctx) {
        Mode mode = Requests.query(
                ctx, query -> query.enumeration("mode", Mode.class).orElse(Mode.PROXY));
        if (mode == Mode.REDIRECT) {
            redirect(ctx);
        } else {
            pass(ctx);
        }
    }

    /** The address opens the document by itself, so nothing may keep it or pass it on. */
    private void redirect(RoutingContext ctx) {
        downloads
                .link(ctx.pathParam("file_id"), Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(address -> {
                    ctx.response()
                            .putHeader(HttpHeaders.LOCATION, address)
                            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                            .putHeader("Referrer-Policy", "no-referrer");
                    Responses.empty(ctx, TEMPORARY_REDIRECT);
                });
    }

    private void pass(RoutingContext ctx) {
        DownloadRequest request = new DownloadRequest(
                ctx.pathParam("file_id"),
                ctx.request().method() == HttpMethod.HEAD,
                DownloadHeaders.toElement(ctx.request(), Requests.id(ctx)));
        long begin = System.nanoTime();
        downloads.open(request).onFailure(ctx::fail).onSuccess(download -> send(ctx, download, begin));
    }

    private void send(RoutingContext ctx, Download download, long begin) {
        if (ctx.response().closed()) {
            download.answer().abandon().onFailure(over -> LOG.debug("The exchange with the element was over", over));
        } else {
            new DownloadTransfer(ctx, download, downloads, begin).run();
        }
    }
}
