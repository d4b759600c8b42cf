package io.artstore.common.http;

import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.ratelimit.Budget;
import io.artstore.common.ratelimit.RateLimiter;
import io.artstore.common.security.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;

/**
 * Holds a service account to the requests per minute that its token names, with the headers and the facts of checkpoint
 * admin section 6.1. People's tokens name no limit.
 */
public final class AccountRateLimits {
    private static final String KEY = "artstore.account-rate-limits";
    private static final String LIMIT = "X-RateLimit-Limit";
    private static final String REMAINING = "X-RateLimit-Remaining";
    private static final String RESET = "X-RateLimit-Reset";

    private final RateLimiter limiter;
    private final Clock clock;

    public AccountRateLimits(RateLimiter limiter, Clock clock) {
        this.limiter = Objects.requireNonNull(limiter, "limiter");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Counted in this process and for one listener. */
    public static AccountRateLimits ofListener(Clock clock) {
        return new AccountRateLimits(new RateLimiter(Ticker.systemTicker()), clock);
    }

    /** In front of every route: from here on a caller who proves who they are is counted. */
    void begin(RoutingContext ctx) {
        ctx.put(KEY, this);
        ctx.next();
    }

    /**
     * Counts the request, where its listener limits accounts.
     *
     * @throws ServiceException 429 where the account has no request left
     */
    static void count(RoutingContext ctx, Caller caller) {
        AccountRateLimits limits = ctx.get(KEY);
        if (limits != null) {
            caller.rateLimit().ifPresent(limit -> limits.take(ctx, caller.subject(), limit));
        }
    }

    private void take(RoutingContext ctx, String account, int limit) {
        Budget budget = limiter.take(account, limit);
        ctx.response()
                .putHeader(LIMIT, Integer.toString(limit))
                .putHeader(REMAINING, Long.toString(budget.remaining()))
                .putHeader(RESET, Long.toString(epochSecond(budget)));
        if (!budget.admitted()) {
            throw refused(budget);
        }
    }

    private long epochSecond(Budget budget) {
        long rest = budget.admitted() ? budget.untilFullSeconds() : budget.retryAfterSeconds();
        return clock.instant().getEpochSecond() + rest;
    }

    private static ServiceException refused(Budget budget) {
        String message = "Rate limit exceeded: " + budget.limit() + " requests per minute";
        return new ServiceException(ErrorCode.TOO_MANY_REQUESTS, message)
                .withHeader(HttpHeaders.RETRY_AFTER.toString(), Long.toString(budget.retryAfterSeconds()))
                .withFact("error", "rate_limit_exceeded")
                .withFact("message", message)
                .withFact("retry_after", budget.retryAfterSeconds())
                .withFact("current_usage", budget.limit())
                .withFact("limit", budget.limit());
    }
}
