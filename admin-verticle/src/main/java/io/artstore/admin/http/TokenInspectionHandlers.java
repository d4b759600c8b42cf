package io.artstore.admin.http;

import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.service.ClientCredentialsService;
import io.artstore.admin.service.OAuthErrors;
import io.artstore.admin.service.TokenInspectionService;
import io.artstore.admin.service.TokenInspectionService.ActiveToken;
import io.artstore.admin.service.TokenInspectionService.Requester;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.common.security.Origin;
import io.artstore.common.security.Permission;
import io.artstore.common.security.Role;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code POST /api/v1/auth/introspect} and {@code POST /api/v1/auth/revoke}, form or JSON. Who asks says so with an access
 * token of their own, by HTTP Basic, or with client_id and client_secret in the body.
 */
public final class TokenInspectionHandlers {
    private static final int MAX_TOKEN = 8_192;
    private static final int MAX_ID = 200;
    private static final int MAX_SECRET = 1_024;
    private static final Pattern BEARER = Pattern.compile("bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final TokenInspectionService service;
    private final ClientCredentialsService clients;
    private final TokenVerifier verifier;
    private final String issuer;

    private record Inquiry(String token, Optional<String> clientId, Optional<String> clientSecret) {
        @Override
        public String toString() {
            return "Inquiry[" + clientId + "]";
        }
    }

    public TokenInspectionHandlers(
            TokenInspectionService service, ClientCredentialsService clients, TokenVerifier verifier, String issuer) {
        this.service = Objects.requireNonNull(service, "service");
        this.clients = Objects.requireNonNull(clients, "clients");
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
    }

    public void introspect(RoutingContext ctx) {
        Inquiry inquiry = inquiry(ctx);
        requester(ctx, inquiry)
                .compose(requester -> service.inspect(inquiry.token(), requester))
                .onFailure(ctx::fail)
                .onSuccess(active -> Responses.json(
                        ctx, 200, active.map(this::body).orElseGet(() -> new JsonObject().put("active", false))));
    }

    public void revoke(RoutingContext ctx) {
        Inquiry inquiry = inquiry(ctx);
        requester(ctx, inquiry)
                .compose(requester -> service.revoke(inquiry.token(), requester))
                .onFailure(ctx::fail)
                .onSuccess(revoked -> Responses.json(ctx, 200, new JsonObject()));
    }

    private static Inquiry inquiry(RoutingContext ctx) {
        return Requests.isForm(ctx)
                ? OAuthForms.read(ctx, TokenInspectionHandlers::inquiry)
                : Requests.json(ctx, TokenInspectionHandlers::inquiry);
    }

    private static Inquiry inquiry(Fields body) {
        return new Inquiry(
                body.secret("token").length(1, MAX_TOKEN).required(),
                body.string("client_id").maxLength(MAX_ID).optional(),
                body.secret("client_secret").maxLength(MAX_SECRET).optional());
    }

    private Future<Requester> requester(RoutingContext ctx, Inquiry inquiry) {
        String authorization = Optional.ofNullable(ctx.request().getHeader(HttpHeaders.AUTHORIZATION))
                .orElse("");
        Matcher bearer = BEARER.matcher(authorization);
        if (bearer.matches()) {
            return verifier.verify(bearer.group(1))
                    .map(caller -> new Requester(AuditType.actor(caller), caller.role(), Requests.origin(ctx)))
                    .recover(failure -> Future.failedFuture(Authentication.challenged(failure)));
        }
        return credentials(authorization, inquiry)
                .map(given -> clients.authenticate(given.clientId(), given.clientSecret()))
                .orElseGet(() -> Future.failedFuture(OAuthErrors.invalidClient()))
                .map(account -> requester(account, Requests.origin(ctx)))
                .recover(failure -> Future.failedFuture(OAuthChallenges.inBasic(failure)));
    }

    private static Optional<ClientCredentials> credentials(String authorization, Inquiry inquiry) {
        return BasicCredentials.of(authorization).or(() -> inForm(inquiry));
    }

    private static Optional<ClientCredentials> inForm(Inquiry inquiry) {
        return inquiry.clientId()
                .flatMap(id -> inquiry.clientSecret().map(secret -> new ClientCredentials(id, secret)));
    }

    private static Requester requester(ServiceAccount account, Origin origin) {
        return new Requester(
                Actor.serviceAccount(account.id(), account.clientId()),
                Role.parse(account.role().label()).orElseThrow(),
                origin);
    }

    private JsonObject body(ActiveToken token) {
        JsonObject body = new JsonObject()
                .put("active", true)
                .put("iss", issuer)
                .put("sub", token.subject().account().subject())
                .put("username", token.subject().accessClaims().get("username"))
                .put("role", token.role().claim())
                .put("exp", token.expiresAt().getEpochSecond())
                .put("token_type", token.access().isPresent() ? "Bearer" : "refresh_token");
        Optional.ofNullable(token.subject().accessClaims().get("client_id")).ifPresent(id -> body.put("client_id", id));
        token.access().ifPresent(access -> {
            body.put("scope", scope(token.role())).put("jti", access.tokenId());
            access.sessionId().ifPresent(session -> body.put("sid", session.toString()));
        });
        return body;
    }

    private static String scope(Role role) {
        return role.permissions().stream().map(Permission::scope).collect(Collectors.joining(" "));
    }
}
