package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Bodies;
import io.artstore.storage.service.Admission;
import io.artstore.storage.service.IdempotentUploads;
import io.artstore.storage.service.UploadService;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads: checked before the body is asked for, then streamed. */
final class UploadHandler implements Handler<RoutingContext> {
    private static final Pattern MULTIPART = Pattern.compile("multipart/form-data\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    /** RFC 2046 section 5.1.1. */
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);

    private final UploadService uploads;
    private final IdempotentUploads idempotent;
    private final UploadAnswers answers;

    UploadHandler(UploadService uploads, IdempotentUploads idempotent, UploadAnswers answers) {
        this.uploads = uploads;
        this.idempotent = idempotent;
        this.answers = answers;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String boundary = boundary(ctx.request());
        Admission admission = uploads.admit(Authentication.caller(ctx), declaredLength(ctx.request()));
        Bodies.invite(ctx.request());
        new MultipartForm<>(ctx.request(), boundary, (file, fields) -> idempotent.create(admission, file, fields))
                .receive()
                .onComplete(over -> admission.leave())
                .onFailure(ctx::fail)
                .onSuccess(stored -> answers.send(ctx, stored));
    }

    private static String boundary(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !MULTIPART.matcher(type).matches()) {
            throw new ServiceException(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type '" + type + "' is not accepted here; send multipart/form-data")
                    .withHeader(HttpHeaders.ACCEPT.toString(), "multipart/form-data");
        }
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_REQUEST, "the Content-Type has no boundary of 1 to 70 characters");
        }
        return boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    }

    /** Negative where none is declared. */
    static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
