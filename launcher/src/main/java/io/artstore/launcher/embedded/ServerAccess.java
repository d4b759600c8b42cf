package io.artstore.launcher.embedded;

import io.artstore.launcher.embedded.repository.ServerRepository;
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
            if (created || !roleCanLogIn()) {
                ensureRole();
            }
            proveDurability();
        } catch (SQLException e) {
            throw new EmbeddedDatabaseException(
                    "The embedded PostgreSQL on port " + port + " cannot be used: " + e.getMessage() + ". Its log is "
                            + layout.log() + ".",
                    e);
        }
    }

    private boolean roleCanLogIn() throws SQLException {
        try (ServerRepository session = asRole()) {
            return true;
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** A first start killed before the role was made ends here as well, as does a password file that was lost. */
    private void ensureRole() throws SQLException {
        LOG.atInfo().addKeyValue("role", EmbeddedDatabase.ROLE).log("Setting the password of the database role");
        String superuserPassword = Secret.readOrCreate(layout.superuserPassword());
        try (ServerRepository session =
                ServerRepository.connect(EmbeddedDatabase.HOST, port, EmbeddedDatabase.SUPERUSER, superuserPassword)) {
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

    private void proveDurability() throws SQLException {
        try (ServerRepository session = asRole()) {
            Map<String, String> settings = session.settings(DURABILITY);
            if (!settings.values().stream().allMatch("on"::equals)) {
                throw new EmbeddedDatabaseException("The embedded PostgreSQL does not work durably: " + settings
                        + ", all must be on. Remove what sets them otherwise (ALTER ROLE or ALTER DATABASE ... SET).");
            }
        }
    }

    private ServerRepository asRole() throws SQLException {
        String password = Secret.readOrCreate(layout.rolePassword());
        return ServerRepository.connect(EmbeddedDatabase.HOST, port, EmbeddedDatabase.ROLE, password);
    }
}
