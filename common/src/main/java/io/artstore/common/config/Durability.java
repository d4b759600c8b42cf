package io.artstore.common.config;

import java.util.Locale;

/** What a storage element promises of a document when it answers that it is stored. */
public enum Durability {
    /** It survives the loss of power. */
    ALWAYS,
    /** It survives the end of the process, and the loss of power once the operating system has written it by itself. */
    RELAXED;

    /** The spelling in JSON, headers and configuration: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
