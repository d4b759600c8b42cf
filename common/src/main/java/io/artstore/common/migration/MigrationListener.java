package io.artstore.common.migration;

/**
 * Told of a migration while it runs, so that a long step shows. Methods are called on the migrating thread.
 */
public interface MigrationListener {

    /** Hears nothing. */
    MigrationListener SILENT = new MigrationListener() {};

    /** Something that is no change set happens or is waited for; one readable sentence. */
    default void note(String label, String sentence) {}

    /** A change set begins. */
    default void started(String label, String changeSet, Direction direction) {}

    /** A change set has committed and is recorded. */
    default void finished(String label, MigrationStep step) {}
}
