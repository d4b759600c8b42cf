package io.artstore.common.database;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where one PostgreSQL database is and who we are there.
 *
 * <p>The password never shows in {@link #toString()}.
 *
 * @param sslRootCertificate PEM file of the authorities trusted by the verifying modes; absent means those of the JVM
 */
public record DatabaseSettings(
        String host,
        int port,
        String name,
        String username,
        String password,
        SslMode sslMode,
        Optional<Path> sslRootCertificate) {

    /** How much TLS a connection must have; the names are libpq's. */
    public enum SslMode {
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /** Whether the server's certificate is checked against known authorities. */
        public boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }

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
        Objects.requireNonNull(sslRootCertificate, "sslRootCertificate");
    }

    /** A server whose certificate, if checked at all, is signed by an authority the JVM knows. */
    public DatabaseSettings(String host, int port, String name, String username, String password, SslMode sslMode) {
        this(host, port, name, username, password, sslMode, Optional.empty());
    }

    /** The same server and role, another database. */
    public DatabaseSettings withName(String otherName) {
        return new DatabaseSettings(host, port, otherName, username, password, sslMode, sslRootCertificate);
    }

    @Override
    public String toString() {
        return username + "@" + host + ":" + port + "/" + name;
    }
}
