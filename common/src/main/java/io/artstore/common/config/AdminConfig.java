package io.artstore.common.config;

import io.artstore.common.config.ArtStoreConfig.DatabaseOverride;
import io.artstore.common.config.ArtStoreConfig.Listener;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys below {@code artstore.admin}: tokens and keys, accounts and their passwords, the registry, the audit log. */
public interface AdminConfig {
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
