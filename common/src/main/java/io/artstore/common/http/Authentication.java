package io.artstore.common.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.DownloadScope;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Bearer tokens on routes (RFC 6750): a route asks for a permission and finds the {@link Caller}.
 *
 * <p>Works in front of uploads: the request is paused while the token is verified and flows again afterwards, so no byte
 * of the body is lost, and a caller who is refused is answered before the body is read.
 */
public final class Authentication {
    private static final String KEY = "artstore.caller";
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    private static final String CHALLENGE = "Bearer";
    private static final String TICKET = "ticket";
    private static final Pattern UNQUOTABLE = Pattern.compile("[^ !#-\\[\\]-~]");

    private Authentication() {}

    /** 401 without a valid token, 403 where the caller's role lacks the permission. */
    public static Handler<RoutingContext> require(TokenVerifier verifier, Permission permission) {
        return ctx -> authenticate(ctx, () -> bearer(ctx, verifier), caller -> requirePermission(caller, permission));
    }

    /**
     * As {@link #require}, for a route that a download ticket in the parameter {@code ticket} opens as well. A ticket that
     * is given decides alone: who follows a redirect may still send a header that was meant for where it came from.
     *
     * @param scope what a ticket must be for
     */
    public static Handler<RoutingContext> requireOrTicket(
            TokenVerifier verifier, Permission permission, Function<RoutingContext, DownloadScope> scope) {
        return ctx -> {
            Optional<String> ticket =
                    Requests.query(ctx, query -> query.secret(TICKET).optional());
            authenticate(
                    ctx,
                    () -> ticket.isEmpty() ? bearer(ctx, verifier) : ticket(verifier, ticket.get(), scope.apply(ctx)),
                    caller -> requirePermission(caller, permission));
        };
    }

    private static Future<Caller> ticket(TokenVerifier verifier, String ticket, DownloadScope scope) {
        return verifier.verifyTicket(ticket, scope).recover(failure -> Future.failedFuture(challenged(failure)));
    }

    /** 401 without a valid token; any role will do. */
    public static Handler<RoutingContext> require(TokenVerifier verifier) {
        return ctx -> authenticate(ctx, () -> bearer(ctx, verifier), caller -> {});
    }

    /** The caller of a route that has {@link #require} in front. */
    public static Caller caller(RoutingContext ctx) {
        return find(ctx)
                .orElseThrow(() -> new IllegalStateException("no caller is known on " + ctx.normalizedPath()
                        + ": mount Authentication.require in front of it"));
    }

    /** The caller, if the request got as far as to prove one. */
    public static Optional<Caller> find(RoutingContext ctx) {
        return Optional.ofNullable(ctx.get(KEY));
    }

    private static void authenticate(RoutingContext ctx, Supplier<Future<Caller>> verification, Consumer<Caller> rule) {
        boolean flowing = !ctx.request().isEnded();
        if (flowing) {
            ctx.request().pause();
        }
        verification
                .get()
                .map(verified -> {
                    Caller caller = verified.from(Requests.origin(ctx));
                    ctx.put(KEY, caller);
                    AccountRateLimits.count(ctx, caller);
                    rule.accept(caller);
                    return caller;
                })
                .onFailure(ctx::fail)
                .onSuccess(caller -> {
                    // Delivery restarts in a later turn of the event loop, so the next handler may pause again.
                    if (flowing) {
                        ctx.request().resume();
                    }
                    ctx.next();
                });
    }

    private static Future<Caller> bearer(RoutingContext ctx, TokenVerifier verifier) {
        String header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        Optional<String> token = Optional.ofNullable(header).flatMap(BearerToken::read);
        if (token.isEmpty()) {
            return Future.failedFuture(new ServiceException(
                            ErrorCode.UNAUTHENTICATED,
                            header == null
                                    ? "send an access token: Authorization: Bearer <token>"
                                    : "the Authorization header is not of the form: Bearer <token>")
                    .withHeader(WWW_AUTHENTICATE, CHALLENGE));
        }
        return verifier.verify(token.get()).recover(failure -> Future.failedFuture(challenged(failure)));
    }

    /** The refusal of a bearer token with the challenge that belongs to it (RFC 6750 section 3). */
    public static Throwable challenged(Throwable failure) {
        return failure instanceof ServiceException refused && refused.code().status() == 401
                ? refused.withHeader(
                        WWW_AUTHENTICATE,
                        CHALLENGE + " error=\"invalid_token\", error_description=\""
                                + UNQUOTABLE.matcher(refused.detail()).replaceAll("?") + "\"")
                : failure;
    }

    private static void requirePermission(Caller caller, Permission permission) {
        if (!caller.may(permission)) {
            throw new ServiceException(
                            ErrorCode.FORBIDDEN,
                            "this needs " + permission.scope() + ", which the role '"
                                    + caller.role().claim() + "' does not have")
                    .withHeader(
                            WWW_AUTHENTICATE,
                            CHALLENGE + " error=\"insufficient_scope\", scope=\"" + permission.scope() + "\"");
        }
    }
}
