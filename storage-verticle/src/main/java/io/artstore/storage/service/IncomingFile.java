package io.artstore.storage.service;

import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.Text;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A document on its way in.
 *
 * @param chosenId the id the client wants it to have; without one it gets a new one
 * @param filename as the client named it; may be empty
 * @param contentType as the client declared it
 * @param content paused
 */
public record IncomingFile(Optional<UUID> chosenId, String filename, String contentType, ReadStream<Buffer> content) {
    private static final int MAX_FILENAME = 500;
    private static final int MAX_CONTENT_TYPE = 255;

    /** Itself, unless a name is too long or cannot be kept: then 422. */
    IncomingFile requireValid() {
        List<FieldError> errors = new ArrayList<>();
        check(errors, "body.file.filename", filename, MAX_FILENAME);
        check(errors, "body.file.content_type", contentType, MAX_CONTENT_TYPE);
        if (!errors.isEmpty()) {
            throw ServiceException.validation(errors);
        }
        return this;
    }

    IncomingFile withId(UUID fileId) {
        return new IncomingFile(Optional.of(fileId), filename, contentType, content);
    }

    private static void check(List<FieldError> errors, String location, String text, int max) {
        if (Text.codePoints(text) > max) {
            errors.add(new FieldError(location, "must have at most " + max + " characters", "string_too_long"));
        } else if (!Text.isStorable(text)) {
            errors.add(new FieldError(location, "must not hold NUL or halves of surrogate pairs", "string_unicode"));
        }
    }
}
