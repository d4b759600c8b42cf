package io.artstore.common.migration;

import java.time.Duration;

/**
 * How long a migration waits for others before it gives up with a message.
 *
 * @param connectWait for a server that does not answer yet
 * @param lockWait for another process that migrates the same database
 * @param tableLockWait for a session that holds a table a change set must alter
 */
public record MigrationLimits(Duration connectWait, Duration lockWait, Duration tableLockWait) {

    /** Patient enough for a server that starts beside us, and for another node's long migration. */
    public static final MigrationLimits DEFAULT =
            new MigrationLimits(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMinutes(1));
}
