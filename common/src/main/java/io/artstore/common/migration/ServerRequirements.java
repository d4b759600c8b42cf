package io.artstore.common.migration;

import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** What the server must be and what our role must be allowed there, each with the remedy where it is not so. */
final class ServerRequirements {

    private static final int OLDEST_VERSION = 15;

    private final MigrationContext context;
    private final Connection connection;

    ServerRequirements(MigrationContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    void requireVersion() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version')");
                ResultSet row = query.executeQuery()) {
            row.next();
            if (row.getInt(1) < OLDEST_VERSION) {
                throw context.refused(
                        Reason.UNFIT_SERVER,
                        "the server is PostgreSQL " + row.getString(2) + "; ArtStore needs PostgreSQL " + OLDEST_VERSION
                                + " or newer, so upgrade the server or name another host");
            }
        }
    }

    /** Writable, in UTF-8, and with a public schema. */
    void requireUsableDatabase() throws SQLException {
        String sql = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean,"
                + " current_setting('server_encoding'), to_regnamespace('public') IS NOT NULL";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            if (row.getBoolean(1)) {
                throw context.refused(
                        Reason.UNFIT_SERVER,
                        "the database is read-only (a standby, or default_transaction_read_only is on); name the primary");
            }
            if (!row.getString(2).equals("UTF8")) {
                throw context.refused(
                        Reason.UNFIT_SERVER,
                        "the database's encoding is " + row.getString(2)
                                + " and names of documents need UTF8; create it anew with ENCODING 'UTF8'");
            }
            if (!row.getBoolean(3)) {
                throw context.refused(
                        Reason.UNFIT_SERVER, "the database has no schema public; run: CREATE SCHEMA public;");
            }
        }
    }

    /** May create in {@code public} and in our own schemas, and owns the tables it must alter. */
    void requirePrivileges() throws SQLException {
        String role = SqlNames.quoted(context.module().settings().username());
        try (PreparedStatement query = connection.prepareStatement(PRIVILEGES)) {
            try (ResultSet row = query.executeQuery()) {
                row.next();
                requirePrivilege(
                        row.getBoolean(1), "create in schema public", "GRANT CREATE ON SCHEMA public TO " + role);
                requirePrivilege(
                        row.getBoolean(2),
                        "create schemas in the database",
                        "GRANT CREATE ON DATABASE "
                                + SqlNames.quoted(context.module().settings().name()) + " TO " + role);
                String closed = row.getString(3);
                requirePrivilege(
                        closed == null,
                        "create in schema " + closed,
                        "GRANT USAGE, CREATE ON SCHEMA " + closed + " TO " + role);
            }
        }
        requireOwnership(role, context.contract().tables());
    }

    private static final String PRIVILEGES = """
            SELECT has_schema_privilege('public', 'CREATE'),
                has_database_privilege(current_database(), 'CREATE') OR count(*) = 2,
                string_agg(nspname, ', ') FILTER (WHERE NOT has_schema_privilege(oid, 'CREATE, USAGE'))
            FROM pg_namespace WHERE nspname IN ('artstore', 'liquibase')
            """;

    private void requireOwnership(String role, Collection<String> tables) throws SQLException {
        String sql = """
                SELECT string_agg(n.nspname || '.' || c.relname || ' (owned by ' || pg_get_userbyid(c.relowner) || ')',
                        ', ' ORDER BY c.relname),
                    min(quote_ident(pg_get_userbyid(c.relowner)))
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname || '.' || c.relname = ANY (?) AND NOT pg_has_role(c.relowner, 'USAGE')
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                requirePrivilege(
                        row.getString(1) == null,
                        "alter the tables " + row.getString(1),
                        "GRANT " + row.getString(2) + " TO " + role);
            }
        }
    }

    private void requirePrivilege(boolean granted, String what, String remedy) {
        if (!granted) {
            throw context.refused(
                    Reason.PRIVILEGE,
                    "role \"" + context.module().settings().username() + "\" may not " + what
                            + "; run as a role that may grant it: " + remedy + ";");
        }
    }
}
