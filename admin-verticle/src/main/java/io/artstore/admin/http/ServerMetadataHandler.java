package io.artstore.admin.http;

import io.artstore.common.http.Responses;
import io.artstore.common.security.Permission;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * {@code GET /.well-known/oauth-authorization-server}: where everything is (RFC 8414), under the address the client used
 * and therefore not to be kept by anyone else.
 */
public final class ServerMetadataHandler implements Handler<RoutingContext> {
    private static final JsonArray CLIENT_METHODS =
            new JsonArray().add("client_secret_basic").add("client_secret_post");

    private final String issuer;

    public ServerMetadataHandler(String issuer) {
        this.issuer = Objects.requireNonNull(issuer, "issuer");
    }

    @Override
    public void handle(RoutingContext ctx) {
        ctx.response().putHeader("Cache-Control", "no-store");
        Responses.json(
                ctx,
                200,
                metadata(ctx.request().scheme() + "://" + ctx.request().authority()));
    }

    private JsonObject metadata(String base) {
        List<String> scopes =
                Arrays.stream(Permission.values()).map(Permission::scope).toList();
        return new JsonObject()
                .put("issuer", issuer)
                .put("token_endpoint", base + "/api/v1/auth/token")
                .put("jwks_uri", base + "/.well-known/jwks.json")
                .put("revocation_endpoint", base + "/api/v1/auth/revoke")
                .put("introspection_endpoint", base + "/api/v1/auth/introspect")
                .put("service_documentation", base + "/docs")
                .put("grant_types_supported", new JsonArray().add("client_credentials"))
                .put("response_types_supported", new JsonArray())
                .put("scopes_supported", new JsonArray(scopes))
                .put("token_endpoint_auth_methods_supported", CLIENT_METHODS)
                .put("revocation_endpoint_auth_methods_supported", CLIENT_METHODS)
                .put("introspection_endpoint_auth_methods_supported", CLIENT_METHODS);
    }
}
