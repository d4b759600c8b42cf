package io.artstore.common.http.fields;

import io.artstore.common.error.FieldError;
import java.util.List;

/**
 * The place of one field while it is read: where it stands and whether it was rejected. A field is rejected once; what
 * follows from the first fault is not worth telling.
 */
final class Slot {
    private static final int SHOWN_CHARACTERS = 60;

    private final String location;
    private final boolean secret;
    private final List<FieldError> problems;
    private boolean rejected;

    Slot(String location, boolean secret, List<FieldError> problems) {
        this.location = location;
        this.secret = secret;
        this.problems = problems;
    }

    boolean rejected() {
        return rejected;
    }

    void reject(String type, String message) {
        reject("", type, message);
    }

    /** Rejects an item inside the field. */
    void reject(String suffix, String type, String message) {
        if (!rejected) {
            rejected = true;
            problems.add(new FieldError(location + suffix, message, type));
        }
    }

    /** The value for a message: shortened, and nothing of a secret. */
    String show(Object value) {
        if (secret) {
            return "the value given";
        }
        String text = String.valueOf(value);
        return text.length() <= SHOWN_CHARACTERS
                ? "'" + text + "'"
                : "'" + text.substring(0, SHOWN_CHARACTERS) + "...'";
    }

    /** What a parser of the domain objected to; of a secret only that it did, because such words quote the value. */
    String explain(IllegalArgumentException objection) {
        return secret || objection.getMessage() == null ? "is not acceptable" : objection.getMessage();
    }
}
