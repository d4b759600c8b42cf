package io.artstore.common.config;

import io.artstore.common.database.DatabaseSettings.SslMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every key ArtStore knows, typed, with its default. A key that is not here is an error.
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

    Admin admin();

    Storage storage();

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

    interface Admin {
        AdminListener http();

        AdminDatabase database();

        Token token();

        InitialAdmin initialAdmin();

        InitialAccount initialAccount();

        Keys keys();

        Elements elements();

        Audit audit();

        Attempts attempts();

        Password password();

        PasswordReset passwordReset();

        interface AdminListener extends Listener {
            @WithDefault("8000")
            int port();
        }

        interface AdminDatabase extends DatabaseOverride {
            @WithDefault("artstore_admin")
            String name();
        }

        interface Token {
            /** The {@code iss} claim of every token. */
            @WithDefault("artstore")
            String issuer();

            @WithDefault("30m")
            Duration accessLifetime();

            @WithDefault("7d")
            Duration refreshLifetime();
        }

        /** What people's passwords must be like. */
        interface Password {
            @WithDefault("12")
            int minLength();

            @WithDefault("true")
            boolean requireUppercase();

            @WithDefault("true")
            boolean requireLowercase();

            @WithDefault("true")
            boolean requireDigits();

            @WithDefault("true")
            boolean requireSpecial();

            /** After which a password should be changed; nobody is kept out for that. */
            @WithDefault("90")
            int maxAgeDays();

            /** How many of the last passwords a new one must differ from. */
            @WithDefault("5")
            int historySize();

            /** How long before its age is reached the warning begins. */
            @WithDefault("14")
            int expirationWarningDays();
        }

        /** How people who forgot their password get a new one. */
        interface PasswordReset {
            @WithDefault("file")
            Delivery delivery();

            @WithDefault("15m")
            Duration tokenLifetime();

            /** A page that takes the token, with {@code {token}} where it belongs. */
            Optional<String> link();

            /** For {@code file}; defaults to {@code ${artstore.home}/password-resets}. */
            Optional<Path> folder();

            Smtp smtp();

            interface Smtp {
                Optional<String> host();

                @WithDefault("587")
                int port();

                @WithDefault("required")
                StartTls startTls();

                /** Without it nobody signs in there. */
                Optional<String> username();

                Optional<Secret> password();

                /** The sender's address. */
                Optional<String> from();
            }

            enum Delivery {
                FILE,
                LOG,
                SMTP
            }

            enum StartTls {
                DISABLED,
                OPTIONAL,
                REQUIRED
            }
        }

        /** The first administrator, created when there is no user yet. */
        interface InitialAdmin {
            @WithDefault("true")
            boolean enabled();

            @WithDefault("admin")
            String username();

            /** Generated when absent. */
            Optional<Secret> password();

            @WithDefault("admin@artstore.local")
            String email();
        }

        /** The first service account, created when there is none yet. */
        interface InitialAccount {
            @WithDefault("true")
            boolean enabled();

            @WithDefault("admin-service")
            String name();

            /** Generated when absent. */
            Optional<String> clientId();

            /** Generated when absent. */
            Optional<Secret> clientSecret();
        }

        /** The log of what happened. */
        interface Audit {
            /** Signs the rows and the chain; made in the home directory when absent. */
            Optional<Secret> hmacSecret();

            /** Secrets that signed earlier rows. */
            Optional<List<PreviousKey>> previousKeys();

            /** Where the head of the chain is written down as well, a line each minute in which it moved. */
            Optional<Path> headFile();

            /** Rows older than this go into the archive and out of the log; absent means that every row stays. */
            Optional<Integer> retentionDays();

            /** Where archived rows go; {@code audit-archive} in the home directory when absent. */
            Optional<Path> archiveFolder();

            interface PreviousKey {
                Secret secret();
            }
        }

        /** The original's static signing key. */
        interface Keys {
            /** PKCS#8 PEM, imported into the database unless its public key is there already. */
            Optional<Path> privateKeyPath();

            /** Encrypts private keys in the database; at least 32 characters. Absent means plain, as at the checkpoint. */
            Optional<Secret> encryptionSecret();

            /** The secret before the current one; keys it encrypted are taken over at the next start. */
            Optional<Secret> formerEncryptionSecret();
        }

        /** How often one client address may try a secret; 0 means without limit. */
        interface Attempts {
            @WithDefault("30")
            int loginsPerMinute();

            @WithDefault("600")
            int tokensPerMinute();

            /** Refused attempts of either kind, after which everything from there is refused for a while. */
            @WithDefault("20")
            int failuresPerMinute();
        }

        /** How the registry of storage elements keeps up with them. */
        interface Elements {
            /** How often each element is asked how it is. */
            @WithDefault("10s")
            Duration checkInterval();

            /** How long an element may take to answer. */
            @WithDefault("5s")
            Duration checkTimeout();

            /** An element whose last answer is older is given no documents. */
            @WithDefault("30s")
            Duration staleAfter();
        }
    }

    interface Storage {
        /** Absent means one element, {@code storage_elem_01}, on port 8010. */
        Optional<List<Element>> elements();

        /** Reserved for the ingest front door, which this version does not have. */
        Optional<Ingest> ingest();

        interface Element {
            /** Name of the element and prefix of its tables. */
            String id();

            ElementListener http();

            ElementDatabase database();

            @WithDefault("edit")
            ElementMode mode();

            /** Defaults to {@code ${artstore.home}/<id>}. */
            Optional<Path> path();

            @WithDefault("100GB")
            DataSize quota();

            /** The largest document accepted. */
            @WithDefault("64GB")
            DataSize maxFileSize();

            /** How the other modules reach the element; defaults to the listener's address. */
            Optional<String> publicUrl();

            @WithDefault("always")
            Durability durability();

            /** How long a deleted document lies in the trash; zero empties it at once. */
            @WithDefault("24h")
            Duration trashGrace();

            /** Brings an element back from mode {@code ar} to {@code rw}, with mode {@code rw} and a start. */
            @WithDefault("false")
            boolean leaveArchive();

            /** Memory for what is known of documents that are read often; 0 keeps nothing. */
            @WithDefault("32MB")
            DataSize metadataCache();

            Scrub scrub();
        }

        /** Reading documents again, to see whether they still are what they were. */
        interface Scrub {
            /** Within which every document is read again; zero for never. */
            @WithDefault("30d")
            Duration period();

            /** How fast at most; 0 for as fast as it goes. */
            @WithDefault("20MB")
            DataSize bytesPerSecond();
        }

        interface ElementListener extends Listener {
            /** Defaults to 8010 for the first element, 8011 for the second, and so on. */
            Optional<Integer> port();
        }

        interface ElementDatabase extends DatabaseOverride {
            /** Defaults to {@code artstore_storage_01} for the first element, and so on. */
            Optional<String> name();
        }

        interface Ingest {
            IngestListener http();
        }

        interface IngestListener extends Listener {
            @WithDefault("8020")
            int port();
        }
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
