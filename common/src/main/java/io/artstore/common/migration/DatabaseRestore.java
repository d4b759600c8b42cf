package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.DumpManifest.TableCopy;
import io.artstore.common.migration.MigrationException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts a copy back: migrates the database to the copy's state, loads all rows in one transaction, reads them back and
 * compares their digests before it commits. Every method blocks.
 *
 * <p>Transaction ids are not restored, since they belong to the server the copy came from: the rows of a change feed get
 * the restoring transaction's, so a reader with a position in the old feed meets every change again.
 */
public final class DatabaseRestore {

    private final MigrationContext context;

    public DatabaseRestore(ModuleDatabase database, MigrationLimits limits, MigrationListener listener) {
        this.context = MigrationContext.of(database, limits, listener);
    }

    /**
     * Restores from {@code root/<label>}, as {@link DatabaseDump#writeTo} left it.
     *
     * @param force replaces what the database holds; without it, a database with rows is refused
     */
    public DumpManifest readFrom(Path root, boolean force) {
        var directory = DumpDirectory.of(root, context.module());
        try {
            DumpManifest manifest = directory.readManifest();
            requireOurs(manifest, directory);
            directory.requireIntact(manifest);
            return restore(manifest, directory, force);
        } catch (SQLException e) {
            throw context.failed(e);
        } catch (IOException e) {
            throw new MigrationException(
                    Reason.COPY, directory + ": cannot read the copy: " + JdbcConnector.oneLine(e), e);
        }
    }

    private void requireOurs(DumpManifest manifest, DumpDirectory directory) {
        if (manifest.formatVersion() != DumpManifest.FORMAT) {
            throw refused(
                    directory,
                    "the copy has format " + manifest.formatVersion() + " and this program reads " + DumpManifest.FORMAT
                            + "; restore it with the program that took it");
        }
        ModuleDatabase module = context.module();
        if (!manifest.module().equals(module.module()) || !manifest.prefix().equals(module.tablePrefix())) {
            throw refused(
                    directory,
                    "the copy is of module " + manifest.module() + " with prefix '" + manifest.prefix() + "', not of "
                            + module.label());
        }
        if (!manifest.revision().equals(context.contract().revision())) {
            throw refused(
                    directory,
                    "the copy has revision " + manifest.revision() + " and this program knows "
                            + context.contract().revision());
        }
        Set<String> known = context.contract().dataTables(manifest.target());
        Set<String> copied =
                new TreeSet<>(manifest.tables().stream().map(TableCopy::name).toList());
        if (!copied.equals(known)) {
            throw refused(
                    directory,
                    "the copy's tables are " + copied + " and this program's " + new TreeSet<>(known)
                            + "; restore it with the program that took it, then upgrade");
        }
    }

    private DumpManifest restore(DumpManifest manifest, DumpDirectory directory, boolean force) throws SQLException {
        try (Connection connection = Upgrade.openOrCreate(context)) {
            new ServerRequirements(context, connection).requireVersion();
            return MigrationLock.hold(context, lock -> {
                lock.requireNobodyServes();
                requireEmpty(connection, force);
                bringTo(manifest.target(), connection);
                load(connection, manifest, directory);
                return manifest;
            });
        }
    }

    private void requireEmpty(Connection connection, boolean force) throws SQLException {
        var inspector = new Inspector(context, connection);
        inspector.requireOurs(inspector.snapshot());
        for (String table : new TreeSet<>(context.contract().dataTables(Target.CHECKPOINT))) {
            if (!force && holdsRows(connection, table)) {
                throw context.refused(
                        Reason.COPY,
                        "table " + table
                                + " holds rows; restore into an empty database, or replace this one with --force");
            }
        }
    }

    private static boolean holdsRows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet exists = statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
                exists.next();
                if (!exists.getBoolean(1)) {
                    return false;
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table + ")")) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private void bringTo(Target target, Connection connection) throws SQLException {
        DatabaseState state = new Inspector(context, connection).snapshot().state(context.log(), context.contract());
        boolean beyond = state == DatabaseState.HEAD || state == DatabaseState.PARTIAL;
        if (target == Target.CHECKPOINT && beyond) {
            context.note("making the database anew, because the copy is of the checkpoint");
            new Downgrade(context, Target.BASE).runLocked(connection);
        }
        new Upgrade(context, target).runLocked(connection);
    }

    private void load(Connection connection, DumpManifest manifest, DumpDirectory directory) throws SQLException {
        var copier = new TableCopier(connection);
        List<String> tables = copier.inReferenceOrder(
                manifest.tables().stream().map(TableCopy::name).toList());
        connection.setAutoCommit(false);
        copier.execute("TRUNCATE " + String.join(", ", tables));
        for (String name : tables) {
            loadTable(copier, copyOf(name, manifest), directory);
        }
        copier.setSequences(tables, manifest.sequences());
        connection.commit();
        connection.setAutoCommit(true);
        copier.execute("ANALYZE " + String.join(", ", tables));
    }

    private void loadTable(TableCopier copier, TableCopy table, DumpDirectory directory) {
        try (InputStream rows = directory.read(table.name())) {
            // The copy holds what triggers would compute.
            copier.execute("ALTER TABLE " + table.name() + " DISABLE TRIGGER USER");
            long loaded = copier.copyIn(table, rows);
            copier.execute("ALTER TABLE " + table.name() + " ENABLE TRIGGER USER");
            requireReadBack(copier, table);
            context.note("loaded " + loaded + " rows of " + table.name());
        } catch (SQLException | IOException e) {
            throw new MigrationException(
                    Reason.COPY,
                    context.module().settings() + ": table " + table.name() + " could not be loaded: "
                            + JdbcConnector.oneLine(e) + "; nothing was loaded",
                    e);
        }
    }

    private void requireReadBack(TableCopier copier, TableCopy table) throws SQLException, IOException {
        TableCopy loaded = copier.copyOut(table.name(), table.columns(), OutputStream.nullOutputStream());
        if (!loaded.equals(table)) {
            throw context.refused(
                    Reason.COPY,
                    "table " + table.name() + " reads back " + loaded.rows() + " rows with SHA-256 " + loaded.sha256()
                            + " where the copy has " + table.rows() + " rows with " + table.sha256()
                            + "; nothing was loaded");
        }
    }

    private static TableCopy copyOf(String table, DumpManifest manifest) {
        return manifest.tables().stream()
                .filter(copy -> copy.name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static MigrationException refused(DumpDirectory directory, String sentence) {
        return new MigrationException(Reason.COPY, directory + ": " + sentence);
    }
}
