package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.service.DocumentFields;
import io.artstore.storage.service.IncomingFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * An upload's form as it arrives (RFC 7578): the part {@code file} streams through, the texts around it are gathered, and
 * whatever is wrong breaks the stream off.
 */
final class MultipartForm<T> implements MultipartParser.Sink {
    private static final String FILE = "file";
    private static final Set<String> TEXTS =
            Set.of("description", "version", "metadata", "tags", "checksum", "file_id");
    private static final String OPAQUE = "application/octet-stream";
    private static final int MAX_PARTS = 1_000;
    private static final int MAX_TEXT_BYTES = 1024 * 1024;

    private final HttpServerRequest request;
    private final MultipartParser parser;
    private final BiFunction<IncomingFile, Future<DocumentFields>, Future<T>> receiver;
    private final Promise<DocumentFields> fields = Promise.promise();
    private final Promise<T> result = Promise.promise();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private int parts;
    private boolean aborted;
    private PartHead current;
    private Buffer text = Buffer.buffer();
    private PartStream file;
    private Optional<UUID> chosenId = Optional.empty();

    /**
     * A form that is about to be received.
     *
     * @param boundary as the Content-Type names it
     * @param receiver takes the file, and what was said about it, which is known when the form has ended
     */
    MultipartForm(
            HttpServerRequest request,
            String boundary,
            BiFunction<IncomingFile, Future<DocumentFields>, Future<T>> receiver) {
        this.request = request;
        this.parser = new MultipartParser(boundary, this);
        this.receiver = receiver;
    }

    /** What the receiver made of the form. */
    Future<T> receive() {
        if (request.isEnded()) {
            return Future.failedFuture(cutOff());
        }
        request.exceptionHandler(failure -> abort(clientLeft()))
                .handler(this::feed)
                .endHandler(end -> finish());
        return result.future();
    }

    @Override
    public void begin(PartHead head) {
        current = head;
        text = Buffer.buffer();
        if (++parts > MAX_PARTS) {
            throw MultipartParser.malformed("it has more than " + MAX_PARTS + " parts");
        }
        if (isDocument(head)) {
            if (file != null) {
                throw new ServiceException(
                        ErrorCode.MALFORMED_REQUEST,
                        "the form has more than one part named 'file'; send one document at a time");
            }
            chosenId =
                    Fields.readText("body", texts, form -> form.uuid("file_id").optional());
            file = new PartStream(request);
            receive(head);
        }
    }

    @Override
    public void data(Buffer piece) {
        if (isDocument(current)) {
            file.accept(piece);
        } else if (isWantedText(current)) {
            text.appendBuffer(piece);
            if (text.length() > MAX_TEXT_BYTES) {
                throw new ServiceException(
                                ErrorCode.PAYLOAD_TOO_LARGE,
                                "the field '" + current.name() + "' is larger than " + MAX_TEXT_BYTES + " bytes")
                        .withFact("limit_bytes", MAX_TEXT_BYTES);
            }
        }
    }

    @Override
    public void end() {
        if (isDocument(current)) {
            file.complete();
        } else if (isWantedText(current)) {
            texts.computeIfAbsent(current.name(), name -> new ArrayList<>()).add(gathered());
        }
    }

    private String gathered() {
        return StrictText.ofUtf8(text.getBytes())
                .orElseThrow(() -> ServiceException.validation(
                        List.of(new FieldError("body." + current.name(), "must be text in UTF-8", "string_unicode"))));
    }

    private static boolean isDocument(PartHead head) {
        return head.name().equals(FILE) && head.isFile();
    }

    private static boolean isWantedText(PartHead head) {
        return !head.isFile() && (TEXTS.contains(head.name()) || head.name().equals(FILE));
    }

    private void receive(PartHead head) {
        String filename = head.filename().orElse("");
        String contentType = head.contentType().filter(type -> !type.isEmpty()).orElse(OPAQUE);
        receiver.apply(new IncomingFile(chosenId, filename, contentType, file), fields.future())
                .onComplete(received -> {
                    if (received.succeeded()) {
                        result.tryComplete(received.result());
                    } else {
                        result.tryFail(received.cause());
                    }
                });
    }

    private void feed(Buffer chunk) {
        if (aborted) {
            return;
        }
        try {
            parser.feed(chunk);
        } catch (ServiceException invalid) {
            abort(invalid);
        }
    }

    private void finish() {
        if (aborted) {
            return;
        }
        if (!parser.isComplete()) {
            abort(cutOff());
        } else if (file == null) {
            abort(texts.containsKey(FILE) ? notAFile() : missing());
        } else {
            readFields();
        }
    }

    private void readFields() {
        try {
            fields.complete(Fields.readText("body", texts, form -> UploadFields.read(form, chosenId)));
        } catch (ServiceException invalid) {
            fields.fail(invalid);
        }
    }

    /** The receiver, once it has the file, cleans up and reports; before, there is nobody else to report. */
    private void abort(Throwable failure) {
        aborted = true;
        fields.tryFail(failure);
        if (file == null) {
            result.tryFail(failure);
        } else {
            file.fail(failure);
        }
    }

    private static ServiceException cutOff() {
        return MultipartParser.malformed("it was cut off before its closing delimiter");
    }

    private static ServiceException clientLeft() {
        return new ServiceException(
                ErrorCode.MALFORMED_REQUEST, "the connection broke before the form had come to its end");
    }

    private static ServiceException missing() {
        return ServiceException.validation(List.of(new FieldError("body.file", "is required", "missing")));
    }

    private static ServiceException notAFile() {
        return ServiceException.validation(List.of(new FieldError(
                "body.file", "must be a file part, with a filename in its Content-Disposition", "value_error")));
    }
}
