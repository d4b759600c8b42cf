package io.artstore.common.http;

import io.artstore.common.audit.AuditTrail;
import io.artstore.common.audit.AuditType;
import io.artstore.common.config.ArtStoreConfig.Audit;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
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
            int status = ctx.response().getStatusCode();
            audit.event(ctx, status, route)
                    .map(event -> event.with("listener", listener)
                            .with("method", ctx.request().method().name())
                            .with("route", route)
                            .with("status_code", status)
                            .with("duration_ms", duration.toMillis())
                            .with("aborted", complete ? null : true))
                    .ifPresent(audit.trail::record);
        }
    }

    private Optional<AuditEvent> event(RoutingContext ctx, int status, String route) {
        if (status < 300) {
            return Optional.ofNullable(ctx.<Read>get(READ))
                    .filter(read -> settings.downloads()
                            && HttpMethod.GET.equals(ctx.request().method()))
                    .map(read -> by(ctx, read.type())
                            .about(read.id())
                            .with("bytes", ctx.response().bytesWritten()));
        }
        boolean denied = status == UNAUTHORIZED || status == FORBIDDEN;
        boolean recorded = ctx.get(RECORDED) != null;
        if (!settings.refusals() || recorded || (!denied && !isRefusedChange(ctx, status, route))) {
            return Optional.empty();
        }
        return Optional.of(refusal(ctx, status, denied ? AuditType.PERMISSION_DENIED : AuditType.REQUEST_REFUSED));
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
