package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.DumpManifest.TableCopy;
import io.artstore.common.migration.MigrationException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Takes a consistent copy of one module's database without PostgreSQL's client programs, while it is being served: all
 * tables as of one moment, streamed, each with its row count and digest. Every method blocks.
 */
public final class DatabaseDump {

    private final MigrationContext context;
    private final Clock clock;

    public DatabaseDump(ModuleDatabase database, MigrationLimits limits, MigrationListener listener, Clock clock) {
        this.context = MigrationContext.of(database, limits, listener);
        this.clock = clock;
    }

    /**
     * Writes the copy into {@code root/<label>}, a slash in the label becoming a dash.
     *
     * @throws MigrationException if the database stands neither at head nor at the checkpoint, or the folder is not empty
     */
    public DumpManifest writeTo(Path root) {
        var directory = DumpDirectory.of(root, context.module());
        try (Connection connection = context.connector().open()) {
            new ServerRequirements(context, connection).requireVersion();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Target state = requireKnownState(connection);
            directory.create();
            DumpManifest manifest = copy(connection, state, directory);
            directory.writeManifest(manifest);
            connection.rollback();
            return manifest;
        } catch (SQLException e) {
            throw context.failed(e);
        } catch (IOException e) {
            throw new MigrationException(
                    Reason.COPY, directory + ": cannot write the copy: " + JdbcConnector.oneLine(e), e);
        }
    }

    private Target requireKnownState(Connection connection) throws SQLException {
        var inspector = new Inspector(context, connection);
        Snapshot snapshot = inspector.snapshot();
        inspector.requireOurs(snapshot);
        DatabaseState state = snapshot.state(context.log(), context.contract());
        if (state != DatabaseState.HEAD && state != DatabaseState.CHECKPOINT) {
            throw context.refused(
                    Reason.COPY,
                    "a copy is taken at head or at the checkpoint, and the database is " + state
                            + "; run \"db upgrade\" first");
        }
        Target target = state == DatabaseState.HEAD ? Target.HEAD : Target.CHECKPOINT;
        List<SchemaDifference> differences =
                SchemaFacts.read(connection, context.contract())
                        .differencesFrom(context.contract().at(target))
                        .stream()
                        .filter(difference -> !difference.isHarmless())
                        .toList();
        if (!differences.isEmpty()) {
            throw context.differs("the schema differs from the contract", differences, "repair it before copying");
        }
        return target;
    }

    private DumpManifest copy(Connection connection, Target state, DumpDirectory directory)
            throws SQLException, IOException {
        var copier = new TableCopier(connection);
        Collection<String> names = new TreeSet<>(context.contract().dataTables(state));
        copier.execute("LOCK TABLE " + String.join(", ", names) + " IN ACCESS SHARE MODE");
        var tables = new ArrayList<TableCopy>();
        for (String table : copier.inReferenceOrder(names)) {
            tables.add(copyTable(copier, table, directory));
        }
        return new DumpManifest(
                DumpManifest.FORMAT,
                context.module().module(),
                context.module().tablePrefix(),
                context.contract().revision(),
                state.tag(),
                connection.getMetaData().getDatabaseProductVersion(),
                clock.instant().toString(),
                tables,
                // After the rows: a sequence does not stand still, and it may only be ahead of them.
                copier.sequences(names));
    }

    private TableCopy copyTable(TableCopier copier, String table, DumpDirectory directory)
            throws SQLException, IOException {
        try (OutputStream out = directory.write(table)) {
            TableCopy copy = copier.copyOut(table, out);
            context.note("copied " + copy.rows() + " rows of " + table);
            return copy;
        }
    }
}
