package io.artstore.common.config;

import io.artstore.common.database.DatabaseSettings.SslMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every key ArtStore knows, typed, with its default. A key that is not here, in {@link AdminConfig} or in
 * {@link StorageConfig} is an error.
 *
 * <p>{@code artstore.admin.http.port} in {@code artstore.yaml} is {@code ARTSTORE_ADMIN_HTTP_PORT} in the environment.
 * What follows from several keys together (a module's own database on top of the common server, an element's derived
 * path) is worked out by {@link Settings}.
 */
@ConfigMapping(prefix = "artstore")
public interface ArtStoreConfig {

    /** Where data, secrets and the embedded database live. */
    @WithDefault("./artstore-data")
    Path home();

    /** Which modules this process runs. */
    @WithDefault("admin,storage,query")
    List<String> modules();

    /** The PostgreSQL server of all modules; without a host an embedded one is started. */
    Database database();

    Http http();

    Security security();

    Log log();

    Audit audit();

    AdminConfig admin();

    StorageConfig storage();

    Query query();

    interface Database {
        Optional<String> host();

        @WithDefault("5432")
        int port();

        @WithDefault("artstore")
        String username();

        @WithDefault("password")
        Secret password();

        @WithDefault("disable")
        SslMode sslMode();

        /** PEM file of the authorities that {@code verify-ca} and {@code verify-full} trust; absent means the JVM's. */
        Optional<Path> sslRootCertificate();

        /** Connections that each module, and each element, may open. */
        @WithDefault("16")
        int poolSize();

        /** How long to wait for the server at start before giving up. */
        @WithDefault("30s")
        Duration connectTimeout();
    }

    /** A module's own database: its name, and whatever differs from the common server. */
    interface DatabaseOverride {
        Optional<String> host();

        Optional<Integer> port();

        Optional<String> username();

        Optional<Secret> password();

        Optional<SslMode> sslMode();

        Optional<Path> sslRootCertificate();
    }

    /** What all HTTP listeners share. */
    interface Http {
        /** Origins that browsers may call from; {@code *} is any origin, without credentials. */
        @WithDefault("http://localhost:4200,http://localhost:8000")
        List<String> corsOrigins();

        /** A connection on which nothing moves for this long is closed. */
        @WithDefault("60s")
        Duration idleTimeout();

        /** The largest body of a request that is not an upload. */
        @WithDefault("1MB")
        DataSize maxBodySize();

        /** How long a stopping server waits for requests in flight. */
        @WithDefault("5s")
        Duration drainTimeout();

        /** Which listeners hold service accounts to the requests per minute that their tokens name. */
        @WithDefault("admin")
        RateLimitedListeners accountRateLimits();
    }

    /** One HTTP listener. */
    interface Listener {
        /** Address to bind; {@code 0.0.0.0} is every interface. */
        @WithDefault("0.0.0.0")
        String host();

        /** Serves TLS when set. */
        Optional<Tls> tls();
    }

    interface Tls {
        /** PEM certificate chain. */
        Path certificate();

        /** PEM private key. */
        Path key();
    }

    interface Security {
        /** A PEM public key that is trusted besides the keys admin publishes. */
        Optional<Path> publicKeyPath();
    }

    interface Log {
        @WithDefault("info")
        LogLevel level();

        @WithDefault("json")
        LogFormat format();
    }

    /** What is remembered besides changes, which always are. */
    interface Audit {
        /** Whether every download of a document comes into the audit log. */
        @WithDefault("true")
        boolean downloads();

        /** Whether refused requests come into the audit log. */
        @WithDefault("true")
        boolean refusals();
    }

    enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    enum LogFormat {
        JSON,
        TEXT
    }

    interface Query {
        QueryListener http();

        QueryDatabase database();

        /** A search that runs longer is cancelled and answered with 504. */
        @WithDefault("5s")
        Duration statementTimeout();

        interface QueryListener extends Listener {
            @WithDefault("8030")
            int port();
        }

        interface QueryDatabase extends DatabaseOverride {
            @WithDefault("artstore")
            String name();
        }
    }
}
