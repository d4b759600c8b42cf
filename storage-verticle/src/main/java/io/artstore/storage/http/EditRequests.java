package io.artstore.storage.http;

import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.service.Edit;
import io.artstore.storage.service.Edit.Member;
import io.vertx.ext.web.RoutingContext;

/** Reads what a PATCH wants changed, by the media type of its body. */
final class EditRequests {
    private static final String DESCRIPTION = "description";
    private static final String VERSION = "version";
    private static final String METADATA = "metadata";
    private static final int MAX_VERSION = 50;

    private EditRequests() {}

    static Edit of(RoutingContext ctx) {
        return Requests.isMergePatch(ctx)
                ? Requests.json(ctx, EditRequests::merge)
                : Requests.json(ctx, EditRequests::replacement);
    }

    private static Edit replacement(Fields body) {
        return new Edit.Replacement(
                body.string(DESCRIPTION).optional().orElse(null),
                body.string(VERSION).maxLength(MAX_VERSION).optional().orElse(null),
                body.object(METADATA).optional().orElse(null));
    }

    /** What cannot be changed is refused rather than passed over: a patch that was answered with 200 was applied. */
    private static Edit merge(Fields body) {
        body.requireOnly(DESCRIPTION, VERSION, METADATA);
        return new Edit.Merge(
                new Member<>(
                        body.has(DESCRIPTION),
                        body.string(DESCRIPTION).optional().orElse(null)),
                new Member<>(
                        body.has(VERSION),
                        body.string(VERSION).maxLength(MAX_VERSION).optional().orElse(null)),
                new Member<>(
                        body.has(METADATA), body.object(METADATA).optional().orElse(null)));
    }
}
