package io.artstore.admin.http;

import io.artstore.admin.service.OAuthErrors;
import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Fields;
import io.artstore.common.http.fields.StringField;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The three ways to ask for a token: the checkpoint's JSON, whose faults are 422, and the form of RFC 6749 with the
 * credentials in the body or in HTTP Basic, whose faults are 400.
 */
final class TokenRequests {
    private static final String GRANT_TYPE = "client_credentials";
    private static final int MAX_ID = 200;
    private static final int MAX_SECRET = 1_024;

    private record FormFields(Optional<String> grantType, Optional<String> clientId, Optional<String> clientSecret) {}

    private TokenRequests() {}

    static ClientCredentials parse(RoutingContext ctx, Optional<ClientCredentials> basic) {
        return Requests.isForm(ctx) ? form(formFields(ctx), basic) : Requests.json(ctx, body -> json(body, basic));
    }

    /** As at the checkpoint, where {@code grant_type} may be left out. */
    private static ClientCredentials json(Fields body, Optional<ClientCredentials> basic) {
        StringField grantType = body.string("grant_type").oneOf(GRANT_TYPE);
        StringField clientId = body.string("client_id").maxLength(MAX_ID);
        StringField clientSecret = body.secret("client_secret").maxLength(MAX_SECRET);
        return basic.isPresent() && GRANT_TYPE.equals(grantType.orElse(GRANT_TYPE))
                ? basic.get()
                : new ClientCredentials(clientId.required(), clientSecret.required());
    }

    private static ClientCredentials form(FormFields fields, Optional<ClientCredentials> basic) {
        String grantType = fields.grantType().orElseThrow(() -> OAuthErrors.invalidRequest("grant_type is required"));
        if (!grantType.equals(GRANT_TYPE)) {
            throw OAuthErrors.unsupportedGrantType(grantType);
        }
        if (basic.isPresent()) {
            requireOneMethod(basic.get(), fields);
            return basic.get();
        }
        return new ClientCredentials(
                fields.clientId().orElseThrow(OAuthErrors::invalidClient),
                fields.clientSecret().orElseThrow(OAuthErrors::invalidClient));
    }

    private static FormFields formFields(RoutingContext ctx) {
        return OAuthForms.read(
                ctx,
                body -> new FormFields(
                        body.string("grant_type").maxLength(MAX_ID).optional(),
                        body.string("client_id").maxLength(MAX_ID).optional(),
                        body.secret("client_secret").maxLength(MAX_SECRET).optional()));
    }

    /** RFC 6749 section 2.3: one method of authentication per request. */
    private static void requireOneMethod(ClientCredentials basic, FormFields fields) {
        boolean otherClient =
                fields.clientId().filter(id -> !id.equals(basic.clientId())).isPresent();
        if (otherClient || fields.clientSecret().isPresent()) {
            throw OAuthErrors.invalidRequest(
                    "send the client's credentials in the Authorization header or in the body, not in both");
        }
    }
}
