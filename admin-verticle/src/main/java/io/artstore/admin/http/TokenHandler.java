package io.artstore.admin.http;

import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.service.ClientCredentialsService;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** {@code POST /api/v1/auth/token}: the client credentials grant. */
public final class TokenHandler implements Handler<RoutingContext> {
    private static final String BASIC = "Basic ";

    private final ClientCredentialsService service;

    public TokenHandler(ClientCredentialsService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    @Override
    public void handle(RoutingContext ctx) {
        String authorization = Optional.ofNullable(ctx.request().getHeader(HttpHeaders.AUTHORIZATION))
                .orElse("");
        boolean basic = authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
        Future.succeededFuture()
                .compose(v -> grant(ctx, authorization))
                .onFailure(failure ->
                        ctx.fail(basic ? OAuthChallenges.inBasic(failure) : OAuthChallenges.inBearer(failure)))
                .onSuccess(tokens -> Responses.json(ctx, 200, TokenBodies.ofGrant(tokens)));
    }

    private Future<IssuedTokens> grant(RoutingContext ctx, String authorization) {
        ClientCredentials credentials = TokenRequests.parse(ctx, BasicCredentials.of(authorization));
        RequestAudit.isRecorded(ctx);
        return service.grant(credentials.clientId(), credentials.clientSecret(), Requests.origin(ctx));
    }
}
