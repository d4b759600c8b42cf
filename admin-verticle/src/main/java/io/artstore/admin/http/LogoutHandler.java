package io.artstore.admin.http;

import io.artstore.admin.service.SessionService;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Responses;
import io.artstore.common.security.Caller;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** {@code POST /api/v1/auth/logout}: the end of the session that the access token belongs to. */
public final class LogoutHandler implements Handler<RoutingContext> {
    private final SessionService service;

    public LogoutHandler(SessionService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    @Override
    public void handle(RoutingContext ctx) {
        Caller caller = Authentication.caller(ctx);
        service.logout(caller)
                .onFailure(ctx::fail)
                .onSuccess(ended -> Responses.json(
                        ctx,
                        200,
                        new JsonObject().put("message", "User " + caller.username() + " logged out successfully")));
    }
}
