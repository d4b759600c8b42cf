package io.artstore.common.http;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Readiness.Phase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The three probes: alive while the process runs, ready while it serves and every check passes, started once it has
 * served.
 */
final class Health {
    private static final long CHECK_TIMEOUT_SECONDS = 2;

    private final ApiDescription description;
    private final ModuleContext context;
    private final Map<String, Supplier<Future<Void>>> checks = new ConcurrentSkipListMap<>();
    private final Map<String, JsonObject> startFacts = new ConcurrentSkipListMap<>();
    private final AtomicBoolean standby = new AtomicBoolean();

    Health(ApiDescription description, ModuleContext context) {
        this.description = description;
        this.context = context;
    }

    void add(String name, Supplier<Future<Void>> check) {
        checks.put(name, check);
    }

    /** What the start did, for whoever asks whether it is over. */
    void addStartFact(String name, JsonObject fact) {
        startFacts.put(name, fact);
    }

    /** Never ready, and nothing is wrong: another process does the work. */
    void standBy(String reason) {
        standby.set(true);
        add("ownership", () -> Future.failedFuture(reason));
    }

    void mount(Router router, int order) {
        router.get(KitPaths.HEALTH + "/live").order(order).handler(this::live);
        router.get(KitPaths.HEALTH + "/ready").order(order + 1).handler(this::ready);
        router.get(KitPaths.HEALTH + "/startup").order(order + 2).handler(this::startup);
    }

    private void live(RoutingContext ctx) {
        Responses.json(ctx, 200, report("alive"));
    }

    private void startup(RoutingContext ctx) {
        boolean started = context.readiness().phase() != Phase.STARTING;
        JsonObject report = report(started ? "started" : "starting");
        startFacts.forEach(report::put);
        Responses.json(ctx, started ? 200 : 503, report);
    }

    private void ready(RoutingContext ctx) {
        runChecks().onFailure(ctx::fail).onSuccess(results -> {
            boolean up = results.stream()
                    .allMatch(entry -> "up".equals(((JsonObject) entry.getValue()).getString("status")));
            boolean ready = up && context.readiness().serving();
            Responses.json(
                    ctx,
                    ready ? 200 : 503,
                    report(ready ? "ready" : standby.get() ? "standby" : "not_ready")
                            .put("phase", context.readiness().phase().name().toLowerCase(Locale.ROOT))
                            .put("checks", results)
                            // The name the checkpoint's admin module gave them.
                            .put("dependencies", results));
        });
    }

    private Future<JsonObject> runChecks() {
        JsonObject results = new JsonObject();
        Future<JsonObject> all = Future.succeededFuture(results);
        for (Map.Entry<String, Future<JsonObject>> running : startAll().entrySet()) {
            all = all.compose(v -> running.getValue()).map(result -> results.put(running.getKey(), result));
        }
        return all;
    }

    private Map<String, Future<JsonObject>> startAll() {
        Map<String, Future<JsonObject>> running = new ConcurrentSkipListMap<>();
        checks.forEach((name, check) -> running.put(name, run(check)));
        return running;
    }

    private static Future<JsonObject> run(Supplier<Future<Void>> check) {
        return Future.succeededFuture()
                .compose(v -> check.get())
                .timeout(CHECK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .map(v -> new JsonObject().put("status", "up"))
                .otherwise(failure -> new JsonObject().put("status", "down").put("reason", reason(failure)));
    }

    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException
                ? "no answer within " + CHECK_TIMEOUT_SECONDS + " s"
                : String.valueOf(failure.getMessage());
    }

    private JsonObject report(String status) {
        return new JsonObject()
                .put("status", status)
                .put(
                        "timestamp",
                        context.clock().instant().truncatedTo(ChronoUnit.MICROS).toString())
                .put("service", description.title())
                .put("version", description.version());
    }
}
