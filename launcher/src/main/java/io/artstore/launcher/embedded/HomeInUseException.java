package io.artstore.launcher.embedded;

import java.nio.file.Path;

/** Another process, or another part of this one, already serves this home. Nothing was touched. */
public final class HomeInUseException extends EmbeddedDatabaseException {

    private static final long serialVersionUID = 1L;

    HomeInUseException(Path home, String holder) {
        super("The home " + home + " is in use by another ArtStore (" + holder
                + "). Stop that process first, or give this one a home of its own with --home or artstore.home.");
    }
}
