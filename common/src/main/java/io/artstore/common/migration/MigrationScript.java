package io.artstore.common.migration;

import java.sql.Connection;
import java.sql.SQLException;

/** The SQL of a migration as text, for those who want to read it first or may not let a program run it. */
final class MigrationScript {

    private final MigrationContext context;

    MigrationScript(MigrationContext context) {
        this.context = context;
    }

    String of(Direction direction) throws SQLException {
        Snapshot snapshot;
        try (Connection connection = context.connector().open()) {
            new ServerRequirements(context, connection).requireVersion();
            var inspector = new Inspector(context, connection);
            snapshot = inspector.snapshot();
            inspector.requireOurs(snapshot);
        }
        return direction == Direction.UP ? up() : down(snapshot);
    }

    private String up() {
        return "CREATE SCHEMA IF NOT EXISTS " + Bookkeeping.SCHEMA + ";\n\n"
                + context.runner().updateSql();
    }

    private String down(Snapshot snapshot) {
        if (!snapshot.has(context.log(), Target.CHECKPOINT)) {
            return "-- no extension is recorded as applied: there is nothing to take away\n";
        }
        return context.runner().rollbackSql() + "\n" + dropIfEmpty("artstore") + "DROP TABLE "
                + context.bookkeeping().qualifiedChangeLogTable() + ";\n" + dropIfEmpty(Bookkeeping.SCHEMA);
    }

    /** Another element may have objects in the schema. */
    private static String dropIfEmpty(String schema) {
        return "DO $$ BEGIN DROP SCHEMA IF EXISTS " + schema
                + "; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$;\n";
    }
}
