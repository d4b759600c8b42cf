package io.artstore.common.migration;

import io.artstore.common.migration.MigrationException.Reason;

/** The SQL of a migration as text, for those who want to read it first or may not let a program run it. */
final class MigrationScript {

    private final MigrationContext context;

    MigrationScript(MigrationContext context) {
        this.context = context;
    }

    String of(Direction direction, DatabaseState state) {
        if (state == DatabaseState.ABSENT) {
            throw context.refused(
                    Reason.NO_DATABASE,
                    "there is no such database yet; create it first: "
                            + new DatabaseCreator(context.module().settings(), context.limits()).createSql() + ";");
        }
        return direction == Direction.UP ? up() : down();
    }

    private String up() {
        return "CREATE SCHEMA IF NOT EXISTS " + Bookkeeping.SCHEMA + ";\n\n"
                + context.runner().updateSql();
    }

    private String down() {
        return context.runner().rollbackSql();
    }
}
