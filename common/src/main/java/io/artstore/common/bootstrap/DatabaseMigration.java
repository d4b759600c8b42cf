package io.artstore.common.bootstrap;

import io.artstore.common.database.ModuleDatabase;

/** Brings one database to head. Blocks, so it is called on a worker thread. */
@FunctionalInterface
public interface DatabaseMigration {
    /** Returns when the database is at head; throws, with a message for the operator, when it cannot be brought there. */
    void toHead(ModuleDatabase database);
}
