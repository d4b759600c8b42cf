package io.artstore.admin.http;

import io.artstore.admin.service.OAuthErrors;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Fields;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Forms of the OAuth endpoints, whose faults are told in the words of RFC 6749 section 5.2. */
final class OAuthForms {
    private OAuthForms() {}

    /** The form's fields; a fault is 400 {@code invalid_request}. */
    static <T> T read(RoutingContext ctx, Function<Fields, T> reader) {
        try {
            return Requests.form(ctx, reader);
        } catch (ServiceException e) {
            throw e.code() == ErrorCode.VALIDATION_FAILED || e.code() == ErrorCode.MALFORMED_REQUEST
                    ? OAuthErrors.invalidRequest(e.detail())
                    : e;
        }
    }
}
