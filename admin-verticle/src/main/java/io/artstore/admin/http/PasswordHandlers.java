package io.artstore.admin.http;

import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.service.PasswordResetService;
import io.artstore.admin.service.PasswordService;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** People's own passwords: changed by who knows the present one, reset by who has a token. */
public final class PasswordHandlers {
    private static final int MAX_TOKEN = 200;

    private final PasswordService passwords;
    private final PasswordResetService resets;
    private final PasswordPolicy policy;

    private record Change(String current, String wanted) {}

    private record Reset(String token, String password) {}

    public PasswordHandlers(PasswordService passwords, PasswordResetService resets, PasswordPolicy policy) {
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.resets = Objects.requireNonNull(resets, "resets");
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    public void change(RoutingContext ctx) {
        Change change = Requests.json(
                ctx,
                body -> new Change(
                        body.secret("current_password")
                                .maxLength(UserRequests.MAX_PASSWORD)
                                .required(),
                        UserRequests.password(body, "new_password", policy).required()));
        passwords
                .changeOwn(Authentication.caller(ctx), change.current(), change.wanted())
                .onFailure(ctx::fail)
                .onSuccess(tokens -> Responses.json(
                        ctx, 200, TokenBodies.ofSession(tokens).put("message", "Password changed successfully")));
    }

    /** One answer for everybody, at once. */
    public void requestReset(RoutingContext ctx) {
        String email = Requests.json(ctx, body -> UserRequests.email(body).required());
        resets.request(email, ClientNetwork.of(ctx.request().remoteAddress()));
        Responses.json(
                ctx,
                200,
                new JsonObject().put("message", "If the email exists, password reset instructions have been sent"));
    }

    public void confirmReset(RoutingContext ctx) {
        Reset reset = Requests.json(
                ctx,
                body -> new Reset(
                        body.secret("reset_token").length(1, MAX_TOKEN).required(),
                        UserRequests.password(body, "new_password", policy).required()));
        resets.confirm(reset.token(), reset.password(), Requests.origin(ctx))
                .onFailure(ctx::fail)
                .onSuccess(done -> Responses.json(
                        ctx, 200, new JsonObject().put("message", "Password has been reset successfully")));
    }
}
