package io.artstore.admin.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.WithVertx;
import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool that is kept busy shows what is answered from memory: everything else is refused. */
class VerifiedSecretsTest extends WithVertx {
    private static final String SECRET = "U*U";
    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    /** Of the same secret under another salt. */
    private static final String OTHER_HASH = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private final AtomicLong nanos = new AtomicLong();

    private BoundedWorkers workers;
    private VerifiedSecrets secrets;
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedSecretsTest.class);

    private CountDownLatch release;

    @BeforeEach
    void openPool() {
        workers = BoundedWorkers.open(vertx, "verified-secrets", "testing", 1, 0);
        secrets = new VerifiedSecrets(new SecretHasher(workers), new SecureRandom(), nanos::get);
        release = new CountDownLatch(1);
    }

    @AfterEach
    void closePool() {
        release.countDown();
        await(workers.close());
    }

    @Test
    void aSecretThatMatchedIsRememberedForFiveMinutes() {
        assertThat(await(secrets.verify(SECRET, HASH))).isTrue();
        occupyPool();

        assertThat(await(secrets.verify(SECRET, HASH))).isTrue();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThatThrownBy(() -> await(secrets.verify(SECRET, HASH))).isInstanceOf(ServiceException.class);
    }

    @Test
    void anotherSecretIsNotRemembered() {
        await(secrets.verify(SECRET, HASH));
        occupyPool();

        assertThatThrownBy(() -> await(secrets.verify("other", HASH))).isInstanceOf(ServiceException.class);
    }

    @Test
    void afterARotationTheOldSecretIsNotRemembered() {
        await(secrets.verify(SECRET, HASH));
        occupyPool();

        assertThatThrownBy(() -> await(secrets.verify(SECRET, OTHER_HASH))).isInstanceOf(ServiceException.class);
    }

    @Test
    void aSecretThatDidNotMatchIsAskedAgain() {
        assertThat(await(secrets.verify("wrong", HASH))).isFalse();
        occupyPool();

        assertThatThrownBy(() -> await(secrets.verify("wrong", HASH))).isInstanceOf(ServiceException.class);
    }

    @Test
    void aCrowdOfTheSameClientCostsOneHash() {
        Future<Boolean> first = secrets.verify(SECRET, HASH);
        Future<Boolean> second = secrets.verify(SECRET, HASH);

        assertThat(await(first)).isTrue();
        assertThat(await(second)).isTrue();
    }

    /** The pool counts a task as running a moment longer than its answer takes, so one may have to ask twice. */
    private void occupyPool() {
        CountDownLatch occupied = new CountDownLatch(1);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (occupied.getCount() > 0 && System.nanoTime() < deadline) {
            workers.run(() -> {
                        occupied.countDown();
                        release.await();
                        return null;
                    })
                    .onFailure(refused -> LOG.debug("the pool is not free yet"));
            awaitBriefly(occupied);
        }
        assertThat(occupied.getCount()).isZero();
    }

    private static void awaitBriefly(CountDownLatch latch) {
        try {
            latch.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
