package io.artstore.admin.http;

import io.artstore.admin.service.SessionService;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** {@code POST /api/v1/auth/refresh}: new tokens for a refresh token, which is used up. */
public final class RefreshHandler implements Handler<RoutingContext> {
    private static final int MAX_TOKEN = 8_192;

    private final SessionService service;

    public RefreshHandler(SessionService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    @Override
    public void handle(RoutingContext ctx) {
        String token = Requests.json(
                ctx, body -> body.secret("refresh_token").maxLength(MAX_TOKEN).required());
        Future.succeededFuture(token)
                .compose(given -> service.refresh(given, Requests.origin(ctx)))
                .onFailure(ctx::fail)
                .onSuccess(tokens -> Responses.json(ctx, 200, TokenBodies.ofSession(tokens)));
    }
}
