package io.artstore.launcher.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what a killed ArtStore left running on its data directory.
 *
 * <p>The caller holds the {@link HomeLock}, so whatever still runs there has no owner.
 */
final class LeftoverServer {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverServer.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final EmbeddedLayout layout;
    private final Postmaster postmaster;

    LeftoverServer(EmbeddedLayout layout, Postmaster postmaster) {
        this.layout = layout;
        this.postmaster = postmaster;
    }

    /** Returns when nothing runs on the data directory and nothing hinders a start. */
    void clear() {
        PostmasterPidFile note = new PostmasterPidFile(layout.data());
        if (!note.exists()) {
            return;
        }
        note.postmaster().ifPresent(this::stop);
        endOrphans(note.orphans());
        // PostgreSQL would take the stranger for its predecessor and refuse to start. A note whose process is dead is
        // left to PostgreSQL, which uses it to look for leftover shared memory.
        note.stranger().ifPresent(stranger -> note.delete());
    }

    private void stop(ProcessHandle leftover) {
        LOG.atInfo()
                .addKeyValue("pid", leftover.pid())
                .log("Stopping the PostgreSQL that an ArtStore which ended abruptly left running");
        postmaster.stop(STOP_LIMIT);
    }

    /** Workers of a killed server end by themselves, but one in a long computation first notices when asked to. */
    private void endOrphans(List<ProcessHandle> orphans) {
        orphans.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends =
                orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while leftover database processes end", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedDatabaseException(
                    "Processes "
                            + orphans.stream()
                                    .filter(ProcessHandle::isAlive)
                                    .map(ProcessHandle::pid)
                                    .toList()
                            + " of an earlier PostgreSQL still work on " + layout.data()
                            + " and do not end. End them by hand, then start again.",
                    e);
        }
    }
}
