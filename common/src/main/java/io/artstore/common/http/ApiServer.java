package io.artstore.common.http;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.HttpSettings;
import io.artstore.common.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP listener of a module, with everything every listener has: request ids, access log, CORS, security headers,
 * metrics, health, OpenAPI with Swagger UI, problem documents, limits, optional TLS, and a drain at the end.
 *
 * <p>Mount routes on {@link #router()}, then {@link #start()}; nothing listens before that. Routes that answer GET also
 * answer HEAD, and a trailing slash on a known path makes no difference. Use {@code ctx.addEndHandler} rather than the
 * handlers of the response, which the kit needs for itself.
 */
public final class ApiServer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    /** The kit's handlers stand in front of the module's, whose order starts at zero. */
    private static final int FRONT_ORDER = -1000;
    /** What is left of a connection after the drain gets this long. */
    private static final long CLOSE_TIMEOUT_SECONDS = 1;

    private final Vertx vertx;
    private final ModuleContext context;
    private final HttpSettings settings;
    private final ApiDescription description;
    private final Router router;
    private final RouteTable routes = new RouteTable();
    private final InFlight inFlight = new InFlight();
    private final HttpMetrics metrics;
    private final Health health;
    private final AtomicReference<HttpServer> listening = new AtomicReference<>();

    private ApiServer(Vertx vertx, ModuleContext context, HttpSettings settings, ApiDescription description) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.description = description;
        this.router = Router.router(vertx);
        this.metrics = new HttpMetrics(description.name(), inFlight);
        this.health = new Health(description, context);
    }

    public static ApiServer create(
            Vertx vertx, ModuleContext context, HttpSettings settings, ApiDescription description) {
        ApiServer server = new ApiServer(vertx, context, settings, description);
        server.mountFront();
        return server;
    }

    /** Where the module mounts its routes; the kit's handlers are already in front. */
    public Router router() {
        return router;
    }

    /** Handlers that read small bodies, bounded by the listener's settings. */
    public Bodies bodies() {
        return new Bodies(settings.maxBodyBytes());
    }

    /** From here on, service accounts are held to the requests per minute of their tokens, on every route together. */
    public ApiServer limitAccounts(AccountRateLimits limits) {
        router.route().order(FRONT_ORDER + 2).handler(limits::begin);
        return this;
    }

    /** From here on, reads and refusals are remembered. */
    public ApiServer audit(RequestAudit audit) {
        router.route().order(FRONT_ORDER + 3).handler(audit::begin);
        return this;
    }

    /**
     * Adds a condition of {@code /health/ready}.
     *
     * @param check a failed Future means not ready, its message is the reason shown; given up after 2 s
     */
    public ApiServer readinessCheck(String name, Supplier<Future<Void>> check) {
        health.add(name, check);
        return this;
    }

    /** Adds a member to {@code /health/startup}: what the start of the module did. */
    public ApiServer startFact(String name, JsonObject fact) {
        health.addStartFact(name, fact);
        return this;
    }

    /**
     * Makes this the listener of a standby: {@code /health/ready} answers 503 with the status {@code standby}.
     *
     * @param reason shown there
     */
    public ApiServer standBy(String reason) {
        health.standBy(reason);
        return this;
    }

    /**
     * Reads the contract, listens, and reports the base address under the listener's name. Fails with a
     * {@link ListenException} whose message names the key and the remedy.
     */
    public Future<ApiServer> start() {
        return Documentation.load(vertx, description)
                .map(this::mountDocumentation)
                .compose(v -> listen())
                .map(server -> {
                    listening.set(server);
                    metrics.open();
                    reportAddress(server.actualPort());
                    return this;
                });
    }

    /** The port that is bound, also where the settings say 0. */
    public int port() {
        HttpServer server = listening.get();
        if (server == null) {
            throw new IllegalStateException("'" + description.name() + "' does not listen");
        }
        return server.actualPort();
    }

    /**
     * Answers new requests with 503, waits for those in flight up to the drain timeout, then closes. Without effect on a
     * listener that does not listen.
     */
    public Future<Void> stop() {
        HttpServer server = listening.getAndSet(null);
        if (server == null) {
            return Future.succeededFuture();
        }
        return inFlight.drain()
                .timeout(settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(timeout -> {
                    LOG.warn(
                            "'{}' stops with {} requests unfinished after {}",
                            description.name(),
                            inFlight.count(),
                            settings.drainTimeout());
                    return Future.succeededFuture();
                })
                .compose(v -> server.shutdown(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .onComplete(v -> metrics.close());
    }

    private void mountFront() {
        FrontHandler front =
                new FrontHandler(description.name(), new AccessLog(description.name()), metrics, inFlight, routes);
        router.route().order(FRONT_ORDER).handler(front);
        router.route().order(FRONT_ORDER + 1).handler(new Cors(settings.corsOrigins()));
        health.mount(router, FRONT_ORDER + 10);
        router.get(KitPaths.METRICS).order(FRONT_ORDER + 20).handler(this::showMetrics);
        // Where the checkpoint's admin module had them.
        router.get(KitPaths.HEALTH + KitPaths.METRICS).order(FRONT_ORDER + 21).handler(this::showMetrics);
        new ErrorResponder(front, routes).mount(router);
    }

    private Void mountDocumentation(Documentation documentation) {
        documentation.mount(router, FRONT_ORDER + 30);
        routes.compile(router);
        return null;
    }

    private Future<HttpServer> listen() {
        return Future.succeededFuture()
                .compose(v -> vertx.createHttpServer(ListenerOptions.of(settings, description.name()))
                        .requestHandler(router)
                        .invalidRequestHandler(ErrorResponder::handleInvalid)
                        .exceptionHandler(failure -> LOG.debug("A connection failed", failure))
                        .listen())
                .recover(failure -> Future.failedFuture(BindFailure.explain(failure, settings, description)));
    }

    private void showMetrics(RoutingContext ctx) {
        vertx.executeBlocking(() -> Buffer.buffer(Metrics.scrape()), false)
                .onFailure(ctx::fail)
                .onSuccess(text -> Responses.send(ctx, 200, Metrics.CONTENT_TYPE, text));
    }

    private void reportAddress(int port) {
        URI address = settings.localAddress(port);
        context.addresses().report(description.name(), address);
        LOG.atInfo()
                .setMessage("Listening")
                .addKeyValue("listener", description.name())
                .addKeyValue("address", address)
                .log();
    }
}
