package io.artstore.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A Vert.x for the tests of one class, and a way to wait from a test's thread. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WithVertx {
    protected Vertx vertx;

    @BeforeAll
    void openVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    void closeVertx() {
        await(vertx.close());
    }

    /** What the future brings, within 30 s; throws what it failed with. */
    protected static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("not done", e);
        }
    }
}
