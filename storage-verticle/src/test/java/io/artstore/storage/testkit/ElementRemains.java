package io.artstore.storage.testkit;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.storage.testkit.Promises.Looks;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An element's rows and files, looked at past the product, by means of their own: what is there, and whether it is whole.
 *
 * @param database of an element called {@link RunningElement#ID}
 */
public record ElementRemains(DatabaseSettings database, Path base) {
    static final String PENDING = "SELECT (SELECT count(*) FROM artstore.storage_elem_01_intents)"
            + " + (SELECT count(*) FROM storage_elem_01_wal WHERE status = 'pending')";

    private static final String ROWS = "SELECT original_filename, description, checksum, file_size,"
            + " storage_path || storage_filename AS path FROM storage_elem_01_files";
    private static final String COUNTERS = "SELECT"
            + " (SELECT count(*) || ' files, ' || coalesce(sum(file_size), 0) || ' bytes' FROM storage_elem_01_files),"
            + " (SELECT live_files || ' files, ' || live_bytes || ' bytes' FROM artstore.storage_elem_01_usage),"
            + " (" + PENDING + ")";

    /** Every listed document, by original file name. */
    public Map<String, Looks> listed() {
        return query(ROWS, rows -> {
            Map<String, Looks> listed = new HashMap<>();
            while (rows.next()) {
                listed.put(rows.getString(1), new Looks(rows.getString(3), rows.getString(2)));
            }
            return listed;
        });
    }

    /**
     * What is wrong with the element at rest: documents that are not whole on disk, files nobody lists, leftovers, pending
     * entries, false counters. Empty when all is well.
     *
     * @param read which documents to read from beginning to end, by original file name; of the others only the sizes
     */
    public List<String> faults(Predicate<String> read) {
        List<String> faults = new ArrayList<>();
        int listed = query(ROWS, rows -> {
            int count = 0;
            for (; rows.next(); count++) {
                inspect(rows, read, faults);
            }
            return count;
        });
        List<Path> files = files();
        if (files.size() != 2 * listed) {
            faults.add(listed + " documents are listed, and there are " + files.size() + " files: " + files);
        }
        return query(COUNTERS, rows -> {
            rows.next();
            if (!rows.getString(1).equals(rows.getString(2))) {
                faults.add("counted are " + rows.getString(2) + ", there are " + rows.getString(1));
            }
            if (rows.getInt(3) > 0) {
                faults.add(rows.getInt(3) + " entries are pending");
            }
            return faults;
        });
    }

    private void inspect(ResultSet row, Predicate<String> read, List<String> faults) throws SQLException {
        String name = row.getString("original_filename");
        Path data = base.resolve(row.getString("path"));
        try {
            JsonObject attributes =
                    new JsonObject(Files.readString(data.resolveSibling(data.getFileName() + ".attr.json")));
            boolean same = row.getString("checksum").equals(attributes.getString("checksum"))
                    && String.valueOf(row.getString("description"))
                            .equals(String.valueOf(attributes.getString("description")));
            if (!same || Files.size(data) != row.getLong("file_size")) {
                faults.add(name + ": the row differs from the files: " + attributes);
            } else if (read.test(name) && !row.getString("checksum").equals(sha256(Files.readAllBytes(data)))) {
                faults.add(name + " is damaged");
            }
        } catch (IOException e) {
            faults.add(name + " is listed and cannot be read: " + e);
        }
    }

    /** All files outside of the trash, which may keep what was deleted. */
    private List<Path> files() {
        try (Stream<Path> tree = Files.walk(base)) {
            return tree.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(base.resolve(".trash")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a result. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    public <T> T query(String sql, Reader<T> reader) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.username(),
                database.password());
    }
}
