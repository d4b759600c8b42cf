package io.artstore.admin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedWorkersTest extends WithVertx {
    @Test
    void whoFindsTheQueueFullIsToldToComeBackAndOthersAreServed() {
        BoundedWorkers workers = BoundedWorkers.open(vertx, "bounded-1", "arithmetic", 1, 1);
        CountDownLatch release = new CountDownLatch(1);
        Future<String> running = workers.run(() -> {
            release.await();
            return "first";
        });
        Future<String> waiting = workers.run(() -> "second");

        Future<String> refused = workers.run(() -> "third");

        assertThat(refused.cause()).isInstanceOfSatisfying(ServiceException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.detail()).contains("arithmetic");
            assertThat(failure.headers()).containsEntry("Retry-After", "1");
        });
        release.countDown();
        assertThat(await(running)).isEqualTo("first");
        assertThat(await(waiting)).isEqualTo("second");
        assertThat(await(workers.run(() -> "fourth"))).isEqualTo("fourth");
    }

    @Test
    void aFailedTaskGivesItsPlaceBack() {
        BoundedWorkers workers = BoundedWorkers.open(vertx, "bounded-2", "arithmetic", 1, 0);

        for (int i = 0; i < 3; i++) {
            Future<Object> failed = workers.run(() -> {
                throw new IllegalStateException("broken");
            });
            assertThat(await(failed.otherwise(Throwable::getMessage))).isEqualTo("broken");
        }

        assertThat(await(workers.run(() -> "fine"))).isEqualTo("fine");
    }
}
