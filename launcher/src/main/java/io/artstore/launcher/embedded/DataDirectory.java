package io.artstore.launcher.embedded;

import io.artstore.launcher.embedded.PostgresPrograms.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the server's data directory, once.
 *
 * <p>{@code initdb} works in a draft beside it, and the finished draft is renamed to {@code data} last. So a folder
 * called {@code data} is always complete and is never deleted here, while a draft is what an interrupted first start
 * left behind: no server ever ran on it, nothing in it was ever acknowledged, and it may be thrown away.
 */
final class DataDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(5);
    private static final String DRAFT_PREFIX = "data.draft-";

    private static final String ACCESS_RULES = """
            # Written by ArtStore. Only this machine, only with a password.
            host  all  all  127.0.0.1/32  scram-sha-256
            """;

    private final EmbeddedLayout layout;
    private final PostgresPrograms programs;

    DataDirectory(EmbeddedLayout layout, PostgresPrograms programs) {
        this.layout = layout;
        this.programs = programs;
    }

    /**
     * Creates the data directory where it is missing; the superuser gets the password of the layout's file.
     *
     * @return whether it was missing
     */
    boolean ensure() {
        try {
            removeDrafts();
            boolean missing = !Files.exists(layout.data());
            if (missing) {
                create();
            }
            return missing;
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The database folder " + layout.data() + " cannot be created (" + OwnerOnly.reason(e)
                            + "). Check the permissions and the free space of " + layout.root() + ".",
                    e);
        }
    }

    private void create() throws IOException {
        LOG.atInfo().addKeyValue("folder", layout.data()).log("Creating the embedded database, once");
        Path draft = Files.createTempDirectory(layout.root(), DRAFT_PREFIX);
        try {
            initialise(draft);
            Files.writeString(draft.resolve("pg_hba.conf"), ACCESS_RULES);
            OwnerOnly.sync(draft.resolve("pg_hba.conf"));
            OwnerOnly.rename(draft, layout.data());
        } finally {
            OwnerOnly.discard(draft);
        }
    }

    /**
     * The collation is PostgreSQL's own C.UTF-8, which no update of the operating system can change under an index.
     * The character classes must be those of a UTF-8 locale as well: under plain C, text search keeps Russian
     * quotation marks in its words and trigrams see no Cyrillic at all.
     *
     * <p>What is set here may be changed in postgresql.conf; what durability and safety need is set at every start.
     */
    private void initialise(Path draft) {
        List<String> settings = List.of(
                "timezone=UTC",
                "log_timezone=UTC",
                "max_connections=200",
                "shared_buffers=" + ServerMemory.sharedBuffersMegabytes() + "MB");
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--username=" + EmbeddedDatabase.SUPERUSER,
                                "--pwfile=" + layout.superuserPassword(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--lc-ctype=" + unicodeLocale(),
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--pgdata=" + draft),
                        settings.stream().map(setting -> "--set=" + setting))
                .toArray(String[]::new);
        Outcome outcome = programs.run("initdb", INITDB_LIMIT, arguments);
        if (!outcome.succeeded()) {
            throw new EmbeddedDatabaseException("The embedded database cannot be created in " + layout.root()
                    + ". Check its permissions and free space; initdb ended with " + outcome.exitCode() + " and said:\n"
                    + outcome.complaint());
        }
    }

    private static String unicodeLocale() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("mac") ? "en_US.UTF-8" : "C.UTF-8";
    }

    /** An initdb that outlived its ArtStore may still write into a draft; what resists goes at the next start. */
    private void removeDrafts() throws IOException {
        try (Stream<Path> entries = Files.list(layout.root())) {
            entries.filter(path -> path.getFileName().toString().startsWith(DRAFT_PREFIX))
                    .toList()
                    .forEach(OwnerOnly::discard);
        }
    }
}
