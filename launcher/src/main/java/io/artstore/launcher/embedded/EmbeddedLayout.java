package io.artstore.launcher.embedded;

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
        return new EmbeddedLayout(OwnerOnly.createFolder(home.resolve("postgres"), "database folder", "artstore.home"));
    }
}
