package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The lock by which a serving process says that it uses a database. Each process takes it <em>shared</em>, on one
 * connection it keeps for its whole life, and before it upgrades, so that nobody can take the schema away in between.
 * A downgrade or restore tries it exclusively and refuses while anyone holds it. An upgrade does not need it.
 */
public final class ServingLock {

    /** "ArtS", so that an operator recognises the lock's class in {@code pg_locks}. */
    private static final long SPACE = 0x41727453L << 32;

    /** The advisory lock's key: one per element, so that elements sharing a database do not hinder each other. */
    public static long key(ModuleDatabase database) {
        var hash = new CRC32();
        hash.update(database.label().getBytes(StandardCharsets.UTF_8));
        return SPACE | hash.getValue();
    }

    /** The statement a serving process runs on the connection it keeps; it waits while a downgrade is under way. */
    public static String acquireSql(ModuleDatabase database) {
        return "SELECT pg_advisory_lock_shared(" + key(database) + ")";
    }

    private ServingLock() {}
}
