package io.artstore.launcher.embedded;

import io.artstore.launcher.embedded.PostgresPrograms.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the server process through {@code pg_ctl}.
 *
 * <p>{@code pg_ctl} puts the server into a session of its own, so Ctrl-C in a terminal reaches ArtStore alone and the
 * database is stopped last, when the requests in flight are done.
 */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration CUT_OFF_LIMIT = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long MAX_LOG_BYTES = 10L << 20;
    private static final int LOG_TAIL_LINES = 12;

    /** Given on the command line, where neither postgresql.conf nor ALTER SYSTEM can override them. */
    private static final List<String> FIXED_SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "listen_addresses=" + EmbeddedDatabase.HOST,
            "unix_socket_directories=",
            "password_encryption=scram-sha-256");

    private final EmbeddedLayout layout;
    private final PostgresPrograms programs;

    Postmaster(EmbeddedLayout layout, PostgresPrograms programs) {
        this.layout = layout;
        this.programs = programs;
    }

    /** Starts the server and returns when it accepts connections; on failure nothing is left running. */
    void start(int port, Duration limit) {
        limitLog();
        String options =
                FIXED_SETTINGS.stream().map(s -> "-c " + s).collect(Collectors.joining(" ", "-p " + port + " ", ""));
        Outcome outcome = control("start", limit, "-l", layout.log().toString(), "-o", options);
        if (!outcome.succeeded()) {
            stop(CUT_OFF_LIMIT);
            throw new EmbeddedDatabaseException("The embedded PostgreSQL does not start on port " + port
                    + ". pg_ctl said:\n" + outcome.complaint() + "\nThe end of " + layout.log() + ":\n" + logTail());
        }
    }

    /**
     * Fast shutdown, which ends sessions and writes a checkpoint; past the limit the server is cut off, and the next
     * start replays its write-ahead log.
     */
    void stop(Duration limit) {
        PostmasterPidFile note = new PostmasterPidFile(layout.data());
        if (note.postmaster().isEmpty()) {
            return;
        }
        Outcome fast = control("stop", limit, "-m", "fast");
        if (fast.succeeded() || note.postmaster().isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("seconds", limit.toSeconds())
                .log("The embedded PostgreSQL did not stop in time and is cut off; its next start replays the log");
        Outcome immediate = control("stop", CUT_OFF_LIMIT, "-m", "immediate");
        if (!immediate.succeeded() && note.postmaster().isPresent()) {
            throw new EmbeddedDatabaseException("The embedded PostgreSQL of " + layout.data()
                    + " does not stop: pg_ctl said " + immediate.complaint() + ". End process "
                    + note.postmaster().map(ProcessHandle::pid).orElse(-1L) + " by hand.");
        }
    }

    private Outcome control(String action, Duration limit, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of(
                                action,
                                "-w",
                                "-t",
                                Long.toString(limit.toSeconds()),
                                "-D",
                                layout.data().toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return programs.run("pg_ctl", limit.plus(GRACE), arguments);
    }

    /** Keeps one older log; nobody reads further back, and a home must not fill up. */
    private void limitLog() {
        Path log = layout.log();
        try {
            if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The log " + log + " cannot be moved aside (" + OwnerOnly.reason(e) + "). Check its permissions.",
                    e);
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readString(layout.log(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + OwnerOnly.reason(e) + ")";
        }
    }
}
