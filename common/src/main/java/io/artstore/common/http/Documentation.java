package io.artstore.common.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The contract at {@code /openapi.json} and Swagger UI at {@code /docs}, all of it from the class path.
 *
 * <p>Assets are looked up by name in a fixed list, so no request can reach another resource. Links are relative, so the
 * page works behind a proxy that adds a path.
 */
final class Documentation {
    /** Must be the version of the web jar; a test compares. */
    static final String SWAGGER_UI_VERSION = "5.30.1";

    private static final String WEB_JAR = "META-INF/resources/webjars/swagger-ui/" + SWAGGER_UI_VERSION + "/";
    private static final String OWN = "io/artstore/common/http/docs/";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String ASSET_CACHING = "public, max-age=86400";
    private static final String CONTENT_SECURITY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private record Asset(String resource, String contentType) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "swagger-ui.css", new Asset(WEB_JAR + "swagger-ui.css", "text/css; charset=utf-8"),
            "swagger-ui-bundle.js", new Asset(WEB_JAR + "swagger-ui-bundle.js", JAVASCRIPT),
            "swagger-ui-standalone-preset.js", new Asset(WEB_JAR + "swagger-ui-standalone-preset.js", JAVASCRIPT),
            "oauth2-redirect.html", new Asset(WEB_JAR + "oauth2-redirect.html", "text/html; charset=utf-8"),
            "oauth2-redirect.js", new Asset(WEB_JAR + "oauth2-redirect.js", JAVASCRIPT),
            "favicon-16x16.png", new Asset(WEB_JAR + "favicon-16x16.png", "image/png"),
            "favicon-32x32.png", new Asset(WEB_JAR + "favicon-32x32.png", "image/png"),
            "swagger-initializer.js", new Asset(OWN + "swagger-initializer.js", JAVASCRIPT));

    private final Vertx vertx;
    private final Buffer contract;
    private final Buffer pageWithSlash;
    private final Buffer pageWithoutSlash;

    private Documentation(Vertx vertx, Buffer contract, String page) {
        this.vertx = vertx;
        this.contract = contract;
        this.pageWithSlash = Buffer.buffer(page.replace("${assets}", "./"));
        this.pageWithoutSlash = Buffer.buffer(page.replace("${assets}", "./docs/"));
    }

    /** Reads contract and page off the event loop. */
    static Future<Documentation> load(Vertx vertx, ApiDescription description) {
        return vertx.executeBlocking(() -> {
            Buffer contract = OpenApiDocument.load(description);
            String page = read(OWN + "index.html").toString(StandardCharsets.UTF_8);
            return new Documentation(vertx, contract, page.replace("${title}", escape(description.title())));
        });
    }

    void mount(Router router, int order) {
        router.get(KitPaths.OPENAPI).order(order).handler(this::contract);
        router.get(KitPaths.DOCS).order(order + 1).handler(this::page);
        router.get(KitPaths.DOCS + "/:asset").order(order + 2).handler(this::asset);
    }

    private void contract(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        Responses.send(ctx, 200, "application/json", contract);
    }

    private void page(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", CONTENT_SECURITY);
        boolean slash = ctx.request().path().endsWith("/");
        Responses.send(ctx, 200, "text/html; charset=utf-8", slash ? pageWithSlash : pageWithoutSlash);
    }

    private void asset(RoutingContext ctx) {
        Asset asset = ASSETS.get(ctx.pathParam("asset"));
        if (asset == null) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "the documentation has no such file");
        }
        String etag = "\"" + SWAGGER_UI_VERSION + "\"";
        ctx.response().putHeader(HttpHeaders.ETAG, etag).putHeader(HttpHeaders.CACHE_CONTROL, ASSET_CACHING);
        if (etag.equals(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            Responses.empty(ctx, 304);
            return;
        }
        vertx.executeBlocking(() -> read(asset.resource()), false)
                .onFailure(ctx::fail)
                .onSuccess(content -> Responses.send(ctx, 200, asset.contentType(), content));
    }

    private static Buffer read(String resource) throws IOException {
        try (InputStream in = Documentation.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            return Buffer.buffer(in.readAllBytes());
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
