package io.artstore.common.database;

import java.util.Locale;
import java.util.Objects;

/**
 * Where one PostgreSQL database is and who we are there.
 *
 * <p>The password never shows in {@link #toString()}.
 */
public record DatabaseSettings(String host, int port, String name, String username, String password, SslMode sslMode) {

    /** How much TLS a connection must have; the names are libpq's. */
    public enum SslMode {
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /** The spelling libpq and pgjdbc use, such as {@code verify-full}. */
        public String libpqName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public DatabaseSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(sslMode, "sslMode");
    }

    /** The same server and role, another database. */
    public DatabaseSettings withName(String otherName) {
        return new DatabaseSettings(host, port, otherName, username, password, sslMode);
    }

    @Override
    public String toString() {
        return username + "@" + host + ":" + port + "/" + name;
    }
}
