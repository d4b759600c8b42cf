package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationException.Reason;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What every operation on one module's database needs to know. */
record MigrationContext(
        ModuleDatabase module,
        MigrationLimits limits,
        MigrationListener listener,
        JdbcConnector connector,
        SchemaContract contract,
        ChangeLog log,
        Bookkeeping bookkeeping,
        LiquibaseRunner runner) {

    static MigrationContext of(ModuleDatabase module, MigrationLimits limits, MigrationListener listener) {
        var connector = new JdbcConnector(
                module.settings(),
                "artstore migration of " + module.label(),
                limits,
                note -> listener.note(module.label(), note));
        return new MigrationContext(
                module,
                limits,
                listener,
                connector,
                SchemaContract.of(module),
                ChangeLog.of(module),
                new Bookkeeping(module),
                new LiquibaseRunner(module, connector, listener));
    }

    void note(String sentence) {
        listener.note(module.label(), sentence);
    }

    MigrationException refused(Reason reason, String sentence) {
        return new MigrationException(reason, module.settings() + ": " + sentence);
    }

    MigrationException differs(String sentence, List<SchemaDifference> differences, String remedy) {
        return new MigrationException(
                Reason.DIFFERENT,
                module.settings() + ": " + sentence + " in " + differences.size()
                        + (differences.size() == 1 ? " point: " : " points: ") + joined(differences) + "; " + remedy,
                differences,
                null);
    }

    MigrationException failed(SQLException e) {
        return new MigrationException(Reason.FAILED, module.settings() + ": " + JdbcConnector.oneLine(e), e);
    }

    static String joined(Collection<?> things) {
        return things.stream().map(String::valueOf).collect(Collectors.joining("; "));
    }
}
