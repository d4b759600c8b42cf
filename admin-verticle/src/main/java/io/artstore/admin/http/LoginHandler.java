package io.artstore.admin.http;

import io.artstore.admin.service.LoginService;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** {@code POST /api/v1/auth/login}: a person signs in. */
public final class LoginHandler implements Handler<RoutingContext> {
    private static final int MAX_PASSWORD = 1_024;

    private final LoginService service;

    private record Login(String username, String password) {}

    public LoginHandler(LoginService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    @Override
    public void handle(RoutingContext ctx) {
        Login login = Requests.json(
                ctx,
                body -> new Login(
                        body.string("username").length(3, 100).required(),
                        body.secret("password").length(6, MAX_PASSWORD).required()));
        RequestAudit.isRecorded(ctx);
        service.login(login.username(), login.password(), Requests.origin(ctx))
                .onFailure(ctx::fail)
                .onSuccess(tokens -> Responses.json(ctx, 200, TokenBodies.ofSession(tokens)));
    }
}
