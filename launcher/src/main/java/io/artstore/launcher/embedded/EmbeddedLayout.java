package io.artstore.launcher.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lies where under {@code <home>/postgres}. */
record EmbeddedLayout(Path root) {

    /** The data directory appears here in one step, complete; see {@link DataDirectory}. */
    Path data() {
        return root.resolve("data");
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path port() {
        return root.resolve("port");
    }

    Path superuserPassword() {
        return root.resolve("superuser-password");
    }

    Path rolePassword() {
        return root.resolve("role-password");
    }

    /**
     * The layout of a home, its folder created.
     *
     * @throws EmbeddedDatabaseException for a path that pg_ctl would hand to a shell without quoting it fully
     */
    static EmbeddedLayout under(Path home) {
        if (home.toString().chars().anyMatch(c -> "\"$`\\\n".indexOf(c) >= 0)) {
            throw new EmbeddedDatabaseException("The home " + home
                    + " has a double quote, dollar, backquote, backslash or line break in its path, which the embedded"
                    + " PostgreSQL cannot take. Choose another with artstore.home.");
        }
        Path root = OwnerOnly.createFolder(home.resolve("postgres"), "database folder", "artstore.home");
        requireOurs(root);
        return new EmbeddedLayout(root);
    }

    /** PostgreSQL works on nobody else's files, not even for root. */
    private static void requireOurs(Path root) {
        try {
            long us = new UnixSystem().getUid();
            if (((Number) Files.getAttribute(root, "unix:uid")).longValue() != us) {
                throw new EmbeddedDatabaseException("The database folder " + root + " belongs to user "
                        + Files.getOwner(root).getName() + ", but ArtStore runs as " + System.getProperty("user.name")
                        + ". Run it as that user, or choose another home with artstore.home.");
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The database folder " + root + " cannot be looked at (" + OwnerOnly.reason(e)
                            + "). Check the permissions of the folders above it.",
                    e);
        }
    }
}
