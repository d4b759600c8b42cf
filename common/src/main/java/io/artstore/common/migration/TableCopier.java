package io.artstore.common.migration;

import io.artstore.common.migration.DumpManifest.SequenceValue;
import io.artstore.common.migration.DumpManifest.TableCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Moves the rows of tables through PostgreSQL's COPY, as text that every version writes alike. */
final class TableCopier {

    /**
     * A table's columns by position, each with how to sort by it and its place in the primary key. Transaction ids mean
     * nothing on another server, where they would hide or reorder rows, so they are left to their default. Text sorts by
     * its bytes, because the next server may have another locale.
     */
    private static final String COLUMNS = """
            SELECT quote_ident(a.attname), quote_ident(a.attname)
                    || CASE WHEN a.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END,
                array_position(i.indkey::int2[], a.attnum)
            FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                AND a.atttypid <> 'xid8'::regtype
            ORDER BY a.attnum
            """;

    private static final String REFERENCES = """
            SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND conrelid <> confrelid
            """;

    /** Sequences that feed a column of a table: sequence, column. */
    private static final String SEQUENCES = """
            SELECT d.objid::regclass::text, quote_ident(a.attname)
            FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
                JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.refobjid = to_regclass(?) AND d.deptype IN ('a', 'i')
                AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            ORDER BY 1
            """;

    private final Connection connection;

    TableCopier(Connection connection) {
        this.connection = connection;
    }

    /** Copies a table's rows out, in the order of its primary key. */
    TableCopy copyOut(String table, OutputStream out) throws SQLException, IOException {
        List<String> columns = columns(table);
        return copyOut(table, columns, out);
    }

    /** Copies some columns of a table's rows out, in the order of its primary key. */
    TableCopy copyOut(String table, List<String> columns, OutputStream out) throws SQLException, IOException {
        String rows = "SELECT " + String.join(", ", columns) + " FROM " + table + " ORDER BY " + primaryKey(table);
        var digest = new DigestingOutputStream(out);
        long count = copyManager().copyOut("COPY (" + rows + ") TO STDOUT", digest);
        digest.flush();
        return new TableCopy(table, columns, count, digest.bytes(), digest.sha256());
    }

    /** Copies rows in and answers how many. */
    long copyIn(TableCopy table, InputStream rows) throws SQLException, IOException {
        return copyManager()
                .copyIn("COPY " + table.name() + " (" + String.join(", ", table.columns()) + ") FROM STDIN", rows);
    }

    /** The tables, each after those it refers to. */
    List<String> inReferenceOrder(Collection<String> tables) throws SQLException {
        Map<String, Set<String>> references = new TreeMap<>();
        tables.forEach(table -> references.put(table, new TreeSet<>()));
        try (PreparedStatement query = connection.prepareStatement(REFERENCES);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                if (references.containsKey(rows.getString(1)) && references.containsKey(rows.getString(2))) {
                    references.get(rows.getString(1)).add(rows.getString(2));
                }
            }
        }
        var ordered = new LinkedHashSet<String>();
        references.keySet().forEach(table -> addAfterReferences(table, references, ordered));
        return List.copyOf(ordered);
    }

    /** Where the sequences of the tables stand. */
    List<SequenceValue> sequences(Collection<String> tables) throws SQLException {
        var values = new ArrayList<SequenceValue>();
        for (String table : tables) {
            for (String sequence : sequencesOf(table).keySet()) {
                values.add(valueOf(sequence));
            }
        }
        return values;
    }

    /** Sets the sequences of the tables as given, and one that is not given to follow the greatest value in its column. */
    void setSequences(Collection<String> tables, List<SequenceValue> values) throws SQLException {
        for (String table : tables) {
            for (Map.Entry<String, String> owned : sequencesOf(table).entrySet()) {
                String sequence = owned.getKey();
                String column = owned.getValue();
                String value = values.stream()
                        .filter(known -> known.name().equals(sequence))
                        .findFirst()
                        .map(known -> known.lastValue() + ", " + known.called())
                        .orElse("(SELECT COALESCE(max(" + column + "), 1) FROM " + table + "), EXISTS (SELECT FROM "
                                + table + ")");
                execute("SELECT setval('" + sequence + "', " + value + ")");
            }
        }
    }

    List<String> columns(String table) throws SQLException {
        var columns = new ArrayList<String>();
        forEachColumn(table, row -> columns.add(row.getString(1)));
        return columns;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String primaryKey(String table) throws SQLException {
        var columns = new TreeMap<Integer, String>();
        forEachColumn(table, row -> {
            int position = row.getInt(3);
            if (!row.wasNull()) {
                columns.put(position, row.getString(2));
            }
        });
        return String.join(", ", columns.values());
    }

    private void forEachColumn(String table, ColumnReader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private Map<String, String> sequencesOf(String table) throws SQLException {
        var sequences = new TreeMap<String, String>();
        try (PreparedStatement query = connection.prepareStatement(SEQUENCES)) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sequences.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return sequences;
    }

    private SequenceValue valueOf(String sequence) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + sequence)) {
            row.next();
            return new SequenceValue(sequence, row.getLong(1), row.getBoolean(2));
        }
    }

    private static void addAfterReferences(String table, Map<String, Set<String>> references, Set<String> ordered) {
        if (!ordered.contains(table)) {
            references.get(table).forEach(referred -> addAfterReferences(referred, references, ordered));
            ordered.add(table);
        }
    }

    private CopyManager copyManager() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    @FunctionalInterface
    private interface ColumnReader {
        void read(ResultSet row) throws SQLException;
    }
}
