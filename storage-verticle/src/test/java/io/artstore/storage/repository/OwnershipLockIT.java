package io.artstore.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.PgPools;
import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The right to an element is one's own or another's, also where its owner left while asking. */
class OwnershipLockIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ELEMENT = "storage_elem_01";

    private final DatabaseSettings database = EmbeddedPostgresServer.shared().createDatabase("ownership");
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        TestPlatform.await(vertx.close(), LIMIT);
    }

    @Test
    void whoGivesUpWhileTheConnectionIsMadeDoesNotKeepTheRight() {
        OwnershipLock first = lock();
        Future<Boolean> asked = first.tryAcquire(() -> {});
        TestPlatform.await(first.release(), LIMIT);

        assertThatThrownBy(() -> TestPlatform.await(asked, LIMIT)).hasStackTraceContaining("was given up");

        OwnershipLock second = lock();
        assertThat(TestPlatform.await(second.tryAcquire(() -> {}), LIMIT)).isTrue();
        TestPlatform.await(second.release(), LIMIT);
    }

    private OwnershipLock lock() {
        return new OwnershipLock(vertx, PgPools.connectOptions(database, "artstore-owner-" + ELEMENT), ELEMENT);
    }
}
