package io.artstore.admin;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.PasswordPolicy.Classes;
import io.artstore.admin.service.TokenIssuer.Lifetimes;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ArtStoreConfig.Admin;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

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

    Admin settings() {
        return config.admin();
    }

    String issuer() {
        return settings().token().issuer();
    }

    PasswordPolicy passwordPolicy() {
        Admin.Password wanted = settings().password();
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
