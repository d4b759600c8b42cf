package io.artstore.common.config;

import java.util.Objects;

/** A value that must not be printed: its text form is masked. */
public record Secret(String value) {
    /** What stands in the place of a secret wherever configuration is shown. */
    public static final String MASK = "********";

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return MASK;
    }
}
