package io.artstore.storage.http;

import io.artstore.common.config.Durability;
import io.artstore.common.http.Responses;
import io.artstore.storage.service.ElementInfoService;
import io.artstore.storage.service.Stored;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers uploads, and says with each what the answer promises. */
final class UploadAnswers {
    static final String DURABILITY = "ArtStore-Durability";

    private final ElementInfoService element;

    UploadAnswers(ElementInfoService element) {
        this.element = element;
    }

    /** To be told apart by the status alone: a repeated upload is answered with what the first one was. */
    void send(RoutingContext ctx, Stored stored) {
        ctx.response()
                .putHeader(
                        HttpHeaders.LOCATION,
                        StorageRoutes.FILES + "/" + stored.document().fileId())
                .putHeader(DURABILITY, element.durability().label());
        ReprDigest.answer(ctx.request(), stored.document());
        Responses.json(ctx, stored.created() ? 201 : 200, body(stored));
    }

    /** The checkpoint's members, and one more where the promise is less than the checkpoint's readers expect. */
    private JsonObject body(Stored stored) {
        Durability durability = element.durability();
        JsonObject body = DocumentJson.uploaded(stored.document());
        return durability == Durability.ALWAYS ? body : body.put("durability", durability.label());
    }
}
