package io.artstore.common.migration;

import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes a database back: to the checkpoint, which hands it to the original as the original had it, or to base, which
 * leaves the empty version table only.
 */
final class Downgrade {

    private static final String DEPENDENT_OBJECTS_STILL_EXIST = "2BP01";

    private final MigrationContext context;
    private final Target target;

    Downgrade(MigrationContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    /** The change sets that were rolled back. */
    List<MigrationStep> run() throws SQLException {
        try (Connection connection = context.connector().open()) {
            new ServerRequirements(context, connection).requireVersion();
            return MigrationLock.hold(context, lock -> {
                lock.requireNobodyServes();
                return runLocked(connection);
            });
        }
    }

    /** The same under a migration lock that the caller holds. */
    List<MigrationStep> runLocked(Connection connection) throws SQLException {
        var inspector = new Inspector(context, connection);
        Snapshot snapshot = inspector.snapshot();
        inspector.requireOurs(snapshot);
        new ServerRequirements(context, connection).requireUsableDatabase();
        List<MigrationStep> steps =
                target == Target.BASE ? toBase(connection, snapshot) : toCheckpoint(connection, snapshot);
        dropWhatIsOurs(connection);
        requireResult(connection);
        return steps;
    }

    private List<MigrationStep> toCheckpoint(Connection connection, Snapshot snapshot) throws SQLException {
        if (!snapshot.hasTables()) {
            throw context.refused(
                    Reason.USAGE, "there are no tables to bring back to the checkpoint; run \"db upgrade checkpoint\"");
        }
        if (snapshot.applied().isEmpty()) {
            return List.of();
        }
        requireNoObstacle(connection);
        new ServerRequirements(context, connection).requirePrivileges();
        recordWhatMayHaveRun(connection, snapshot);
        return context.runner().rollback(Target.CHECKPOINT);
    }

    private List<MigrationStep> toBase(Connection connection, Snapshot snapshot) throws SQLException {
        if (!snapshot.hasTables() && snapshot.applied().isEmpty()) {
            return List.of();
        }
        new ServerRequirements(context, connection).requirePrivileges();
        context.bookkeeping().createSchema(connection);
        recordWhatMayHaveRun(connection, snapshot);
        emptyTables(connection);
        return context.runner().rollback(Target.BASE);
    }

    /**
     * A change set may have run without being recorded, if its process died in between, and an adopted database has no
     * record at all. Rolling back what never ran does nothing, so all of them are recorded first.
     */
    private void recordWhatMayHaveRun(Connection connection, Snapshot snapshot) throws SQLException {
        if (snapshot.applied().isEmpty()) {
            context.runner().recordCheckpoint();
        } else if (!snapshot.has(context.log(), Target.HEAD)) {
            context.runner().recordHead();
        }
        context.bookkeeping().markDowngrading(connection);
    }

    /** Rollbacks of extensions restore the checkpoint's rules for rows, which rows about to be dropped need not meet. */
    private void emptyTables(Connection connection) throws SQLException {
        var present = new ArrayList<String>();
        for (String table : context.contract().dataTables(Target.HEAD)) {
            if (exists(connection, table)) {
                present.add(table);
            }
        }
        if (!present.isEmpty()) {
            execute(connection, "TRUNCATE " + String.join(", ", present));
        }
    }

    private void requireNoObstacle(Connection connection) throws SQLException {
        var obstacles = new ArrayList<String>();
        String queries = new ModuleResources(context.module())
                .text("before-downgrade.sql")
                .orElse("");
        for (String query : queries.split(";\\s*\\R", -1)) {
            if (!query.isBlank()) {
                obstacles.addAll(firstColumn(connection, query));
            }
        }
        if (!obstacles.isEmpty()) {
            throw context.refused(
                    Reason.OBSTACLE,
                    "the original could not hold this data: " + MigrationContext.joined(obstacles)
                            + "; nothing was changed");
        }
    }

    private void dropWhatIsOurs(Connection connection) throws SQLException {
        dropSchemaIfEmpty(connection, "artstore");
        context.bookkeeping().drop(connection);
        dropSchemaIfEmpty(connection, Bookkeeping.SCHEMA);
    }

    private void requireResult(Connection connection) throws SQLException {
        List<SchemaDifference> differences =
                SchemaFacts.read(connection, context.contract())
                        .differencesFrom(context.contract().at(target))
                        .stream()
                        .filter(difference -> !difference.isHarmless() && !isEmptyVersionTable(difference))
                        .collect(Collectors.toList());
        if (!differences.isEmpty()) {
            throw context.differs(
                    "after the downgrade the schema differs from " + target.tag(),
                    differences,
                    "repair them by hand, then run \"db verify\"");
        }
    }

    private boolean isEmptyVersionTable(SchemaDifference difference) {
        String table = context.contract().versionTable();
        return target == Target.BASE
                && (difference.fact().equals("table " + table)
                        || difference.fact().startsWith("column " + table + ".")
                        || difference.fact().startsWith("constraint " + table + "."));
    }

    private static void dropSchemaIfEmpty(Connection connection, String schema) throws SQLException {
        try {
            execute(connection, "DROP SCHEMA IF EXISTS " + schema);
        } catch (SQLException e) {
            // Another element's objects are in it: it is not ours to drop.
            if (!DEPENDENT_OBJECTS_STILL_EXIST.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        return firstColumn(connection, "SELECT to_regclass('" + table + "') IS NOT NULL")
                .equals(List.of("t"));
    }

    private static List<String> firstColumn(Connection connection, String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
