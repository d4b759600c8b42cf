package io.artstore.common.migration;

import java.util.Locale;

/** How far a migration goes. */
public enum Target {
    /** Nothing but the empty version table. */
    BASE,
    /** The contract with the original, without extensions. */
    CHECKPOINT,
    /** Everything this program knows. */
    HEAD;

    /** The tag in the change log and the word on the command line: {@code base}, {@code checkpoint}, {@code head}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
