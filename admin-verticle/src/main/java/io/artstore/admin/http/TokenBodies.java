package io.artstore.admin.http;

import io.artstore.admin.domain.IssuedTokens;
import io.vertx.core.json.JsonObject;

/** Tokens as JSON. The checkpoint spells the type in lower case for sessions and capitalised at the token endpoint. */
final class TokenBodies {
    private TokenBodies() {}

    static JsonObject ofSession(IssuedTokens tokens) {
        return new JsonObject()
                .put("access_token", tokens.accessToken())
                .put("refresh_token", tokens.refreshToken())
                .put("token_type", "bearer")
                .put("expires_in", tokens.accessLifetime().toSeconds());
    }

    static JsonObject ofGrant(IssuedTokens tokens) {
        return ofSession(tokens).put("token_type", "Bearer").put("issued_at", Timestamps.utc(tokens.issuedAt()));
    }
}
