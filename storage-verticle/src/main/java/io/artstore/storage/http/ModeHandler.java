package io.artstore.storage.http;

import io.artstore.common.config.ElementMode;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.service.ModeService;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Changes of the element's mode. */
final class ModeHandler implements Handler<RoutingContext> {
    private static final int MAX_REASON = 1_000;

    private final ModeService modes;

    ModeHandler(ModeService modes) {
        this.modes = modes;
    }

    private record ModeRequest(ElementMode mode, String reason) {
        static ModeRequest of(Fields body) {
            return new ModeRequest(
                    body.enumeration("mode", ElementMode.class).required(),
                    body.string("reason").notBlank().maxLength(MAX_REASON).required());
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        ModeRequest request = Requests.json(ctx, ModeRequest::of);
        modes.change(Authentication.caller(ctx), request.mode(), request.reason())
                .onFailure(ctx::fail)
                .onSuccess(change -> Responses.json(ctx, 200, DocumentJson.modeChanged(change)));
    }
}
