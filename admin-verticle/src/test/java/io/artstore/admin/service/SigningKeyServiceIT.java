package io.artstore.admin.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.admin.crypto.KeyVault;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.PublishedKey;
import io.artstore.admin.domain.SigningKey;
import io.artstore.admin.repository.SigningKeyRepository;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.database.PgPools;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.artstore.common.testkit.SettableClock;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of keys in a process that runs for long, on the tables of the checkpoint. */
class SigningKeyServiceIT extends WithVertx {
    private static final KeySchedule SCHEDULE = KeySchedule.daily(Duration.ofDays(7));

    private final AtomicInteger changes = new AtomicInteger();

    private SettableClock clock;
    private Pool pool;
    private SigningKeyService keys;

    @BeforeEach
    void open() {
        DatabaseSettings database = EmbeddedPostgresServer.shared().createDatabase("artstore_admin");
        new Migrator(new ModuleDatabase("admin", database, ""), MigrationListener.SILENT).upgrade(Target.HEAD);
        clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
        changes.set(0);
        pool = PgPools.open(vertx, database, 4, "signing-key-service-test");
        keys = service();
    }

    @AfterEach
    void closePool() {
        await(pool.close());
    }

    @Test
    void aSuccessorIsAnnouncedFirstAndSignsLater() {
        await(keys.renewIfDue());
        SigningKey first = await(keys.signingKey());
        clock.advance(Duration.ofHours(24));

        await(keys.renewIfDue());

        assertThat(changes).hasValue(2);
        assertThat(await(keys.verificationKeys())).hasSize(2);
        assertThat(await(keys.signingKey()).version()).isEqualTo(first.version());
        clock.advance(SCHEDULE.publishDelay());
        assertThat(await(keys.signingKey()).version()).isNotEqualTo(first.version());
    }

    @Test
    void anotherNodeComesToTheSameAnswerWithoutBeingTold() {
        await(keys.renewIfDue());
        SigningKeyService other = service();
        await(other.renewIfDue());
        clock.advance(Duration.ofHours(24));
        await(keys.renewIfDue());
        await(other.renewIfDue());

        clock.advance(SCHEDULE.publishDelay());

        assertThat(await(other.signingKey())).isEqualTo(await(keys.signingKey()));
        assertThat(changes).hasValue(2);
    }

    @Test
    void askedTwiceAtOnceItRenewsOnce() {
        Future<Void> one = keys.renewIfDue();
        Future<Void> other = keys.renewIfDue();

        await(one);
        await(other);

        assertThat(changes).hasValue(1);
        assertThat(await(keys.verificationKeys())).hasSize(1);
    }

    @Test
    void afterALongSleepTheFirstTokenMakesAKey() {
        await(keys.renewIfDue());
        SigningKey before = await(keys.signingKey());
        clock.advance(Duration.ofDays(3));

        SigningKey after = await(keys.signingKey());

        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.expiresAt()).isAfter(clock.instant());
    }

    @Test
    void aKeyIsDroppedWhenItsLastTokenHasExpired() {
        await(keys.renewIfDue());
        String first = await(keys.signingKey()).version();
        clock.advance(Duration.ofHours(25).plus(Duration.ofDays(7)));
        await(keys.renewIfDue());
        assertThat(await(keys.verificationKeys()))
                .extracting(PublishedKey::keyId)
                .contains(first);

        clock.advance(Duration.ofMinutes(1));

        assertThat(await(keys.verificationKeys()))
                .extracting(PublishedKey::keyId)
                .doesNotContain(first);
    }

    @Test
    void whileTheDatabaseIsAwayTheKnownKeysArePublishedAndSign() {
        await(keys.renewIfDue());
        List<PublishedKey> before = await(keys.verificationKeys());
        await(pool.close());

        assertThat(await(keys.verificationKeys())).isEqualTo(before);
        assertThat(await(keys.signingKey())).isNotNull();
    }

    private SigningKeyService service() {
        return new SigningKeyService(
                new SigningKeyRepository(pool),
                SCHEDULE,
                Optional.empty(),
                KeyVault.of(Optional.empty(), Optional.empty(), new SecureRandom()),
                BoundedWorkers.open(vertx, "signing-key-service-test", "testing", 1, 10),
                clock,
                changes::incrementAndGet);
    }
}
