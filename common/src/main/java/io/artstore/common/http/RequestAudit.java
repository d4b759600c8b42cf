package io.artstore.common.http;

import io.artstore.common.audit.AuditTrail;
import io.artstore.common.audit.AuditType;
import io.artstore.common.audit.AuditedRead;
import io.artstore.common.audit.AuditedRead.Served;
import io.artstore.common.config.ArtStoreConfig.Audit;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers requests that change nothing and matter all the same: documents that were read, and what was refused. One per
 * listener; what changes something is remembered by the service that changes it, in its transaction.
 */
public final class RequestAudit {
    private static final String KEY = "artstore.audit";
    private static final String READ = "artstore.audit.read";
    private static final String RECORDED = "artstore.audit.recorded";
    private static final String FILE_ID = "file_id";

    private static final int LONGEST_PATH = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<HttpMethod> CHANGING =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final AuditTrail trail;
    private final Audit settings;
    private final Clock clock;

    /** A read that is to be remembered once it has succeeded. */
    private record Read(AuditType type, String id) {}

    /** How a request ended. */
    private record Answer(String listener, String route, int status, Duration duration, boolean complete) {}

    public RequestAudit(AuditTrail trail, Audit settings, Clock clock) {
        this.trail = Objects.requireNonNull(trail, "trail");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** For routes that hand out something: the read of what the path parameter names is remembered. */
    public static Handler<RoutingContext> read(AuditType type, String parameter) {
        return ctx -> {
            ctx.put(READ, new Read(type, ctx.pathParam(parameter)));
            ctx.next();
        };
    }

    /** For handlers whose service remembers its refusals itself. */
    public static void isRecorded(RoutingContext ctx) {
        ctx.put(RECORDED, true);
    }

    void begin(RoutingContext ctx) {
        ctx.put(KEY, this);
        ctx.next();
    }

    /** Once per request, after its answer. */
    static void end(RoutingContext ctx, String listener, String route, Duration duration, boolean complete) {
        RequestAudit audit = ctx.get(KEY);
        if (audit != null) {
            Answer answer = new Answer(listener, route, ctx.response().getStatusCode(), duration, complete);
            if (answer.status() < 300) {
                audit.rememberRead(ctx, answer);
            } else {
                audit.rememberRefusal(ctx, answer);
            }
        }
    }

    private void rememberRead(RoutingContext ctx, Answer answer) {
        Read read = ctx.get(READ);
        if (read != null
                && settings.downloads()
                && HttpMethod.GET.equals(ctx.request().method())) {
            Optional<Caller> caller = Authentication.find(ctx);
            Origin origin = caller.map(Caller::origin).orElseGet(() -> Requests.origin(ctx));
            trail.record(
                    new AuditedRead(
                            read.type(),
                            read.id(),
                            caller.map(AuditType::actor).orElse(Actor.ANONYMOUS),
                            origin.ipAddress(),
                            origin.userAgent(),
                            answer.listener(),
                            ctx.request().method().name(),
                            answer.route(),
                            answer.status(),
                            !answer.complete()),
                    new Served(
                            clock.instant(),
                            origin.requestId(),
                            ctx.response().bytesWritten(),
                            answer.duration().toMillis()));
        }
    }

    private void rememberRefusal(RoutingContext ctx, Answer answer) {
        int status = answer.status();
        boolean denied = status == UNAUTHORIZED || status == FORBIDDEN;
        if (!settings.refusals()
                || ctx.get(RECORDED) != null
                || (!denied && !isRefusedChange(ctx, status, answer.route()))) {
            return;
        }
        trail.record(refusal(ctx, status, denied ? AuditType.PERMISSION_DENIED : AuditType.REQUEST_REFUSED)
                .with("listener", answer.listener())
                .with("method", ctx.request().method().name())
                .with("route", answer.route())
                .with("status_code", status)
                .with("duration_ms", answer.duration().toMillis())
                .with("aborted", answer.complete() ? null : true));
    }

    /** A flood of requests is counted by the limit that ends it. */
    private static boolean isRefusedChange(RoutingContext ctx, int status, String route) {
        return status >= 400
                && status != TOO_MANY_REQUESTS
                && !RouteTable.UNMATCHED.equals(route)
                && CHANGING.contains(ctx.request().method());
    }

    private AuditEvent refusal(RoutingContext ctx, int status, AuditType type) {
        String path = Exchange.of(ctx).path();
        ServiceException reason = Failures.describe(ctx.failure(), status);
        AuditEvent event = by(ctx, type)
                .with("path", path.substring(0, Math.min(LONGEST_PATH, path.length())))
                .with("code", reason.code().name())
                .failed(reason.detail());
        String file = ctx.pathParam(FILE_ID);
        return file == null ? event : event.about("file", file);
    }

    private AuditEvent by(RoutingContext ctx, AuditType type) {
        Optional<Caller> caller = Authentication.find(ctx);
        return caller.map(known -> type.by(known, clock.instant()))
                .orElseGet(() -> type.by(Actor.ANONYMOUS, Requests.origin(ctx), clock.instant()));
    }
}
