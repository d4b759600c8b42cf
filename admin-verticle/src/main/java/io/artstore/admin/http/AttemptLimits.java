package io.artstore.admin.http;

import io.artstore.common.config.AdminConfig.Attempts;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.ratelimit.Budget;
import io.artstore.common.ratelimit.RateLimiter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of the routes where a secret is tried, and counts by client address: how often it asks, and how often
 * it was refused. Whoever guesses is turned away before a password is hashed.
 *
 * <p>The address is that of the connection; what a header says about it is not believed.
 */
public final class AttemptLimits {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptLimits.class);
    private static final String FAILURES = "failures ";

    private final RateLimiter limiter;
    private final Attempts limits;

    public AttemptLimits(RateLimiter limiter, Attempts limits) {
        this.limiter = Objects.requireNonNull(limiter, "limiter");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /** For routes that try a person's password. */
    public Handler<RoutingContext> logins() {
        return ctx -> admit(ctx, "logins ", limits.loginsPerMinute());
    }

    /** For routes that try an application's secret. */
    public Handler<RoutingContext> tokens() {
        return ctx -> admit(ctx, "tokens ", limits.tokensPerMinute());
    }

    private void admit(RoutingContext ctx, String kind, int perMinute) {
        String address = ClientNetwork.of(ctx.request().remoteAddress());
        require(
                limits.failuresPerMinute(),
                address,
                () -> limiter.look(FAILURES + address, limits.failuresPerMinute()));
        require(perMinute, address, () -> limiter.take(kind + address, perMinute));
        ctx.addEndHandler(ended -> noteRefusal(ctx.response().getStatusCode(), address));
        ctx.next();
    }

    private static void require(int perMinute, String address, Supplier<Budget> ask) {
        Budget budget = perMinute == 0 ? null : ask.get();
        if (budget == null || budget.admitted()) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("event", "attempts_limited")
                .addKeyValue("address", address)
                .log("too many attempts from one address");
        throw new ServiceException(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "too many attempts from this address; wait " + budget.retryAfterSeconds() + " s")
                .withHeader(HttpHeaders.RETRY_AFTER.toString(), Long.toString(budget.retryAfterSeconds()))
                .withFact("retry_after", budget.retryAfterSeconds());
    }

    private void noteRefusal(int status, String address) {
        boolean refused = status == 401 || status == 403;
        if (refused && limits.failuresPerMinute() > 0) {
            limiter.take(FAILURES + address, limits.failuresPerMinute());
        }
    }
}
