package io.artstore.launcher.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL under {@code <home>/postgres}, for installations that name no server of their own.
 *
 * <p>It promises what documents need: a commit that was acknowledged survives a power cut (proven at every start, or
 * the start fails), only this machine can reach it and only with a password, and however an earlier process ended, the
 * next start clears up after it. It registers no shutdown hook: whoever starts it closes it, last of all.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    static final String SUPERUSER = "postgres";
    static final String ROLE = "artstore";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int START_ATTEMPTS = 3;

    private final EmbeddedLayout layout;
    private final int port;
    private final Runnable stop;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(EmbeddedLayout layout, int port, Runnable stop) {
        this.layout = layout;
        this.port = port;
        this.stop = stop;
    }

    /**
     * Locks the home, starts the server and returns when it accepts connections. Blocks: 1 to 3 s the first time,
     * a few tenths of a second later. {@link #close()} stops the server and releases the home.
     *
     * @param home created (mode 0700) where it is missing
     * @throws HomeInUseException where another process serves this home
     * @throws EmbeddedDatabaseException where the server cannot run; nothing is left running then
     */
    public static EmbeddedDatabase start(Path home, EmbeddedOptions options) {
        HomeLock lock = HomeLock.acquire(home);
        try {
            EmbeddedDatabase database = start(lock, options);
            return new EmbeddedDatabase(database.layout, database.port, () -> closeThenRelease(database, lock));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** As {@link #start(Path, EmbeddedOptions)}, for a caller who holds the home already and keeps it longer. */
    public static EmbeddedDatabase start(HomeLock lock, EmbeddedOptions options) {
        Instant begin = Instant.now();
        EmbeddedLayout layout = EmbeddedLayout.under(lock.home());
        Path binaries = PostgresBinaries.unpackInto(
                options.binaries().orElse(layout.binaries()), options.binaries().isPresent());
        PostgresPrograms programs = new PostgresPrograms(binaries, layout.root());
        Postmaster postmaster = new Postmaster(layout, programs);
        new LeftoverServer(layout, postmaster).clear();
        Secret.readOrCreate(layout.superuserPassword());
        boolean created = new DataDirectory(layout, programs).ensure();
        PortChoice ports = new PortChoice(layout.port());
        int port = startOnFreePort(ports, postmaster, options.startTimeout());
        orStop(postmaster, options, () -> {
            ports.remember(port);
            new ServerAccess(layout, port).open(created);
        });
        LOG.atInfo()
                .addKeyValue("port", port)
                .addKeyValue("millis", Duration.between(begin, Instant.now()).toMillis())
                .log("The embedded PostgreSQL accepts connections");
        return new EmbeddedDatabase(layout, port, () -> postmaster.stop(options.stopTimeout()));
    }

    /**
     * The server that another process runs for this home, for commands that look at a serving ArtStore. Closing it
     * leaves the server alone.
     */
    public static Optional<EmbeddedDatabase> running(Path home) {
        if (!Files.isDirectory(home.resolve("postgres"))) {
            return Optional.empty();
        }
        EmbeddedLayout layout = EmbeddedLayout.under(home);
        PostmasterPidFile note = new PostmasterPidFile(layout.data());
        return note.postmaster()
                .flatMap(process -> note.port())
                .map(port -> new EmbeddedDatabase(layout, port, () -> {}));
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** The role ArtStore works with; it may create databases. */
    public String username() {
        return ROLE;
    }

    public String password() {
        return Secret.readOrCreate(layout.rolePassword());
    }

    /** Stops the server, within the options' stop timeout and two seconds. Further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop.run();
        }
    }

    private static void closeThenRelease(EmbeddedDatabase database, HomeLock lock) {
        try (lock) {
            database.close();
        }
    }

    /** Between choosing a port and using it another process may take it; then the next one is tried. */
    private static int startOnFreePort(PortChoice ports, Postmaster postmaster, Duration limit) {
        for (int attempt = 1; ; attempt++) {
            int port = ports.choose();
            try {
                postmaster.start(port, limit);
                return port;
            } catch (EmbeddedDatabaseException e) {
                if (attempt == START_ATTEMPTS || PortChoice.isFree(port)) {
                    throw e;
                }
            }
        }
    }

    private static void orStop(Postmaster postmaster, EmbeddedOptions options, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            postmaster.stop(options.stopTimeout());
            throw e;
        }
    }
}
