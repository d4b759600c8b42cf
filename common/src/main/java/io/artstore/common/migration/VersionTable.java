package io.artstore.common.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table in which the original's own tooling keeps the revision of a database. */
final class VersionTable {

    /**
     * @param exists whether the table is there
     * @param revisions its rows; the original keeps one, or none after its own downgrade
     */
    record Content(boolean exists, List<String> revisions) {}

    private final String name;

    VersionTable(SchemaContract contract) {
        this.name = contract.versionTable();
    }

    Content read(Connection connection) throws SQLException {
        try (PreparedStatement exists = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = 'version_num')")) {
            exists.setString(1, name);
            try (ResultSet row = exists.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? new Content(true, rows(connection)) : new Content(false, List.of());
            }
        }
    }

    private List<String> rows(Connection connection) throws SQLException {
        var revisions = new ArrayList<String>();
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT version_num FROM " + name + " ORDER BY version_num");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                revisions.add(rows.getString(1));
            }
        }
        return revisions;
    }
}
