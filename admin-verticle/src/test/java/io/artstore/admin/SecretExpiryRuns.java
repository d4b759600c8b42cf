package io.artstore.admin;

import io.artstore.admin.bus.SecretExpiryAnnouncer;
import io.artstore.admin.repository.AccountTransactions;
import io.artstore.admin.repository.PasswordResetRepository;
import io.artstore.admin.repository.SecretExpiryRepository;
import io.artstore.admin.repository.ServiceAccountChangeRepository;
import io.artstore.admin.service.SecretExpiryJob;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.database.PgPools;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;

/** The job as another node would run it, now and not in ten minutes. */
final class SecretExpiryRuns {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private SecretExpiryRuns() {}

    static void once(TestPlatform platform) {
        Pool pool = PgPools.open(platform.vertx(), Settings.adminDatabase(platform.config()), 2, "expiry-test");
        AuditOutbox audit = AuditOutbox.open(
                platform.vertx(), "expiry-test", pool, AuditOutboxRepository.TABLE, AuditApi.client(platform.vertx()));
        SecretExpiryJob job = new SecretExpiryJob(
                platform.vertx(),
                new SecretExpiryRepository(pool, audit),
                new ServiceAccountChangeRepository(pool, new AccountTransactions(pool, audit)),
                new PasswordResetRepository(pool),
                new SecretExpiryAnnouncer(platform.vertx()),
                Clock.systemUTC());
        TestPlatform.await(job.run().eventually(audit::close).eventually(pool::close), LIMIT);
    }
}
