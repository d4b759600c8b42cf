package io.artstore.launcher.embedded;

import io.artstore.launcher.embedded.repository.ServerRepository;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets into a running server: as the role ArtStore works with, and as the superuser to make that role. */
final class ServerAccess {

    private static final Logger LOG = LoggerFactory.getLogger(ServerAccess.class);
    private static final String WRONG_PASSWORD = "28P01";
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedLayout layout;
    private final int port;

    ServerAccess(EmbeddedLayout layout, int port) {
        this.layout = layout;
        this.port = port;
    }

    /**
     * Proves that the role can log in and that the server works durably.
     *
     * @param created whether the data directory is new, so that the role cannot exist
     */
    void open(boolean created) {
        try {
            if (created) {
                ensureRole();
            }
            try (ServerRepository session = asRole()) {
                proveDurability(session.settings(DURABILITY));
            }
        } catch (SQLException e) {
            throw new EmbeddedDatabaseException(
                    "The embedded PostgreSQL on port " + port + " cannot be used: " + e.getMessage() + ". Its log is "
                            + layout.log() + ".",
                    e);
        }
    }

    /** A first start killed before the role was made is mended here, as is a role password that was changed or lost. */
    private ServerRepository asRole() throws SQLException {
        try {
            return connect(EmbeddedDatabase.ROLE, layout.rolePassword());
        } catch (SQLException e) {
            if (!WRONG_PASSWORD.equals(e.getSQLState())) {
                throw e;
            }
            ensureRole();
            return connect(EmbeddedDatabase.ROLE, layout.rolePassword());
        }
    }

    private void ensureRole() throws SQLException {
        LOG.atInfo().addKeyValue("role", EmbeddedDatabase.ROLE).log("Setting the password of the database role");
        try (ServerRepository session = connect(EmbeddedDatabase.SUPERUSER, layout.superuserPassword())) {
            session.ensureRole(EmbeddedDatabase.ROLE, Secret.readOrCreate(layout.rolePassword()));
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new EmbeddedDatabaseException(
                        "Neither " + layout.rolePassword() + " nor " + layout.superuserPassword()
                                + " opens the embedded PostgreSQL. Restore one of them from a backup of this home.",
                        e);
            }
            throw e;
        }
    }

    private static void proveDurability(Map<String, String> settings) {
        if (!settings.values().stream().allMatch("on"::equals)) {
            throw new EmbeddedDatabaseException("The embedded PostgreSQL does not work durably: " + settings
                    + ", all must be on. Remove what sets them otherwise (ALTER ROLE or ALTER DATABASE ... SET).");
        }
    }

    private ServerRepository connect(String user, Path passwordFile) throws SQLException {
        return ServerRepository.connect(EmbeddedDatabase.HOST, port, user, Secret.readOrCreate(passwordFile));
    }
}
