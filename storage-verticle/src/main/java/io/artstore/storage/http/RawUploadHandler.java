package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Bodies;
import io.artstore.common.http.Requests;
import io.artstore.storage.service.Admission;
import io.artstore.storage.service.DocumentFields;
import io.artstore.storage.service.IdempotentUploads;
import io.artstore.storage.service.IncomingFile;
import io.artstore.storage.service.UploadService;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads whose body is the document itself, to an address of the client's choice: {@code PUT} may be repeated (RFC 9110
 * section 9.3.4). Everything the headers tell is checked before the body is asked for.
 */
final class RawUploadHandler implements Handler<RoutingContext> {
    private static final String OPAQUE = "application/octet-stream";

    private final UploadService uploads;
    private final IdempotentUploads idempotent;
    private final UploadAnswers answers;

    RawUploadHandler(UploadService uploads, IdempotentUploads idempotent, UploadAnswers answers) {
        this.uploads = uploads;
        this.idempotent = idempotent;
        this.answers = answers;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        requireWhole(request);
        DocumentFields said = new DocumentFields(null, null, Map.of(), DeclaredDigests.of(request.headers()));
        PartStream body = new PartStream(request);
        IncomingFile file =
                new IncomingFile(Optional.of(FileHandlers.fileId(ctx)), filename(ctx), contentType(request), body);
        Admission admission = uploads.admit(Authentication.caller(ctx), UploadHandler.declaredLength(request));
        receive(request, body);
        idempotent
                .createKnown(admission, file, said, () -> Bodies.invite(request))
                .onComplete(over -> admission.leave())
                .onFailure(ctx::fail)
                .onSuccess(stored -> answers.send(ctx, stored));
    }

    /** RFC 9110 section 14.5 wants a part refused; a coded body would be kept as it is, under a digest of its own. */
    private static void requireWhole(HttpServerRequest request) {
        if (request.headers().contains("Content-Range")) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_REQUEST, "Content-Range is not accepted here; send the whole document");
        }
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ServiceException(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Encoding '" + coding + "' is not accepted here; send the document as it is")
                    .withHeader(HttpHeaders.ACCEPT_ENCODING.toString(), "identity");
        }
    }

    /** An empty body may have come to its end already. */
    private static void receive(HttpServerRequest request, PartStream body) {
        if (request.isEnded()) {
            body.complete();
            return;
        }
        request.exceptionHandler(failure -> body.fail(clientLeft()))
                .handler(body::accept)
                .endHandler(end -> body.complete());
    }

    private static String filename(RoutingContext ctx) {
        String disposition = ctx.request().getHeader("Content-Disposition");
        return Optional.ofNullable(disposition)
                .flatMap(PartHead::filename)
                .or(() -> Requests.query(ctx, query -> query.string("filename").optional()))
                .orElseThrow(() -> ServiceException.validation(List.of(new FieldError(
                        "query.filename", "is required where no Content-Disposition names the document", "missing"))));
    }

    private static String contentType(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return declared == null || declared.isEmpty() ? OPAQUE : declared;
    }

    private static ServiceException clientLeft() {
        return new ServiceException(
                ErrorCode.MALFORMED_REQUEST, "the connection broke before the document had come to its end");
    }
}
