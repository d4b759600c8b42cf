package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.Requests;
import io.artstore.storage.domain.UploadedFilename;
import io.artstore.storage.service.DocumentFields;
import io.artstore.storage.service.IncomingFile;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooLongFormFieldException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * One multipart form as it arrives (RFC 7578): the part {@code file} streams through, the texts around it are gathered,
 * and whatever is wrong breaks the stream off.
 *
 * <p>The parser would take a form that was cut off for a complete one; here the closing delimiter must have come.
 */
final class MultipartForm<T> {
    private static final String FILE = "file";
    private static final int MAX_VERSION = 50;
    /** All texts and part headers of a form together; the parser only bounds each. */
    private static final long MAX_TEXT_BYTES = 4L * 1024 * 1024;
    /** How much may follow the closing delimiter. */
    private static final int EPILOGUE_BYTES = 64;

    private final RoutingContext ctx;
    private final String closingDelimiter;
    private final BiFunction<IncomingFile, Future<DocumentFields>, Future<T>> receiver;
    private final Promise<DocumentFields> fields = Promise.promise();
    private final Promise<T> result = Promise.promise();
    private Buffer tail = Buffer.buffer();
    private long totalBytes;
    private long ignoredBytes;
    private PartStream file;

    /**
     * A form that is about to be received.
     *
     * @param boundary as the Content-Type names it
     * @param receiver takes the file, and what was said about it, which is known when the form has ended
     */
    MultipartForm(
            RoutingContext ctx, String boundary, BiFunction<IncomingFile, Future<DocumentFields>, Future<T>> receiver) {
        this.ctx = ctx;
        this.closingDelimiter = "--" + boundary + "--";
        this.receiver = receiver;
    }

    /** What the receiver made of the form. */
    Future<T> receive() {
        HttpServerRequest request = ctx.request();
        if (request.isEnded()) {
            return Future.failedFuture(missing());
        }
        request.setExpectMultipart(true)
                .uploadHandler(this::part)
                .handler(this::chunk)
                .exceptionHandler(failure -> abort(explain(failure)))
                .endHandler(end -> end());
        return result.future();
    }

    private void part(HttpServerFileUpload part) {
        if (!FILE.equals(part.name())) {
            part.handler(piece -> ignoredBytes += piece.length());
        } else if (file != null) {
            part.handler(piece -> ignoredBytes += piece.length());
            abort(malformed("the form has more than one part named 'file'; send one document at a time"));
        } else {
            file = new PartStream(part);
            IncomingFile incoming = new IncomingFile(UploadedFilename.of(part.filename()), contentType(part), file);
            receiver.apply(incoming, fields.future()).onComplete(received -> {
                if (received.succeeded()) {
                    result.tryComplete(received.result());
                } else {
                    result.tryFail(received.cause());
                }
            });
        }
    }

    private void chunk(Buffer chunk) {
        totalBytes += chunk.length();
        long streamed = file == null ? 0 : file.deliveredBytes();
        if (totalBytes - streamed - ignoredBytes > MAX_TEXT_BYTES) {
            abort(new ServiceException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "the text fields of the form are larger than " + MAX_TEXT_BYTES + " bytes together")
                    .withFact("limit_bytes", MAX_TEXT_BYTES));
        }
        int keep = closingDelimiter.length() + EPILOGUE_BYTES;
        Buffer joined = chunk.length() >= keep ? chunk : tail.appendBuffer(chunk);
        tail = joined.getBuffer(Math.max(0, joined.length() - keep), joined.length());
    }

    private void end() {
        if (!tail.toString(StandardCharsets.ISO_8859_1).contains(closingDelimiter)) {
            abort(malformed("the form was cut off: its closing delimiter is missing"));
        } else if (file == null) {
            boolean asText = ctx.request().formAttributes().contains(FILE);
            abort(asText ? notAFile() : missing());
        } else {
            readFields();
        }
    }

    private void readFields() {
        try {
            fields.tryComplete(Requests.formAttributes(
                    ctx,
                    form -> new DocumentFields(
                            form.string("description").optional().orElse(null),
                            form.string("version")
                                    .maxLength(MAX_VERSION)
                                    .optional()
                                    .orElse(null))));
        } catch (ServiceException invalid) {
            fields.tryFail(invalid);
        }
    }

    /** The receiver, once it has the file, cleans up and reports; before, there is nobody else to report. */
    private void abort(Throwable failure) {
        fields.tryFail(failure);
        if (file == null) {
            result.tryFail(failure);
        } else {
            file.fail(failure);
        }
    }

    /** The parser keeps the charset apart; UTF-8 is what it says when none was declared. */
    private static String contentType(HttpServerFileUpload part) {
        boolean declared = !part.charset().equalsIgnoreCase(StandardCharsets.UTF_8.name());
        return declared
                ? part.contentType() + "; charset=" + part.charset().toLowerCase(Locale.ROOT)
                : part.contentType();
    }

    private static Throwable explain(Throwable failure) {
        if (failure instanceof TooManyFormFieldsException) {
            return malformed("the form has too many parts");
        }
        if (failure instanceof TooLongFormFieldException || failure.getCause() instanceof IOException) {
            return new ServiceException(
                    ErrorCode.PAYLOAD_TOO_LARGE, "a text field of the form is larger than a field may be");
        }
        return failure instanceof DecoderException ? malformed("the multipart form cannot be read") : failure;
    }

    private static ServiceException malformed(String detail) {
        return new ServiceException(ErrorCode.MALFORMED_REQUEST, detail);
    }

    private static ServiceException missing() {
        return ServiceException.validation(List.of(new FieldError("body.file", "is required", "missing")));
    }

    private static ServiceException notAFile() {
        return ServiceException.validation(List.of(new FieldError(
                "body.file", "must be a file part, with a filename in its Content-Disposition", "value_error")));
    }
}
