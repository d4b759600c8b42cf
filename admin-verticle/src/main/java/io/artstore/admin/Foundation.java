package io.artstore.admin;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.PasswordPolicy.Classes;
import io.artstore.admin.service.TokenIssuer.Lifetimes;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.config.AdminConfig;
import io.artstore.common.config.ArtStoreConfig;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What every subject of the module is built on: configuration, time, database, and the pools of threads.
 *
 * @param audit takes what must be remembered
 * @param background for rare work that blocks, such as a file
 * @param signing for RSA
 * @param hasher bcrypt on its own pool
 */
record Foundation(
        Vertx vertx,
        ArtStoreConfig config,
        Clock clock,
        SecureRandom random,
        Pool pool,
        AuditOutbox audit,
        BoundedWorkers background,
        BoundedWorkers signing,
        SecretHasher hasher) {
    /** bcrypt and RSA use a core each as long as they run. */
    private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** At 0.4 s for one, the last in the queue waits about 6 s. */
    private static final int PASSWORD_QUEUE = 16 * CORES;

    private static final int SIGNATURE_QUEUE = 512 * CORES;
    private static final int BACKGROUND_QUEUE = 16;

    /** Lays it; the pools of threads opened for it are the teardown's to close. */
    static Foundation lay(
            Vertx vertx, ArtStoreConfig config, Clock clock, Pool pool, AuditOutbox audit, Teardown teardown) {
        BoundedWorkers background =
                BoundedWorkers.open(vertx, "admin-background", "background work", 1, BACKGROUND_QUEUE);
        BoundedWorkers signing = BoundedWorkers.open(vertx, "admin-signing", "token signing", CORES, SIGNATURE_QUEUE);
        BoundedWorkers passwords =
                BoundedWorkers.open(vertx, "admin-passwords", "password verification", CORES, PASSWORD_QUEUE);
        List.of(background, signing, passwords).forEach(workers -> teardown.add(workers::close));
        return new Foundation(
                vertx,
                config,
                clock,
                new SecureRandom(),
                pool,
                audit,
                background,
                signing,
                new SecretHasher(passwords));
    }

    AdminConfig settings() {
        return config.admin();
    }

    String issuer() {
        return settings().token().issuer();
    }

    PasswordPolicy passwordPolicy() {
        AdminConfig.Password wanted = settings().password();
        return new PasswordPolicy(
                wanted.minLength(),
                new Classes(
                        wanted.requireUppercase(),
                        wanted.requireLowercase(),
                        wanted.requireDigits(),
                        wanted.requireSpecial()),
                Duration.ofDays(wanted.maxAgeDays()),
                wanted.historySize(),
                Duration.ofDays(wanted.expirationWarningDays()));
    }

    Lifetimes lifetimes() {
        return new Lifetimes(
                settings().token().accessLifetime(), settings().token().refreshLifetime());
    }
}
