package io.artstore.admin.http;

import io.artstore.admin.domain.EntityVersion;
import io.artstore.common.http.Responses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Versions of what is administered, as entity tags (RFC 9110, section 8.8.3). */
final class EntityTags {
    private EntityTags() {}

    /** The version that the caller wants to change, as it was sent. */
    static Optional<String> ifMatch(RoutingContext ctx) {
        return Optional.ofNullable(ctx.request().getHeader(HttpHeaders.IF_MATCH));
    }

    /** Answers with something and the version it is shown in. */
    static void json(RoutingContext ctx, int status, EntityVersion version, JsonObject body) {
        ctx.response().putHeader(HttpHeaders.ETAG, version.tag());
        Responses.json(ctx, status, body);
    }
}
