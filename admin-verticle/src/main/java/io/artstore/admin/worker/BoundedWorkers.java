package io.artstore.admin.worker;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named pool of threads with a bounded queue, for work that would block the event loop.
 *
 * <p>When the queue is full a task fails at once with {@code UNAVAILABLE} and {@code Retry-After}: a caller who must wait
 * longer than that is better told to come back.
 */
public final class BoundedWorkers {
    private static final long MAX_TASK_SECONDS = 60;

    private final WorkerExecutor executor;
    private final String purpose;
    private final int capacity;
    private final AtomicInteger admitted = new AtomicInteger();

    private BoundedWorkers(WorkerExecutor executor, String purpose, int capacity) {
        this.executor = executor;
        this.purpose = purpose;
        this.capacity = capacity;
    }

    /**
     * Opens a pool.
     *
     * @param name of the threads
     * @param purpose what a refused caller is told is busy, such as {@code password verification}
     * @param threads how many tasks run at once
     * @param queue how many more may wait
     */
    public static BoundedWorkers open(Vertx vertx, String name, String purpose, int threads, int queue) {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor(name, threads, MAX_TASK_SECONDS, TimeUnit.SECONDS);
        return new BoundedWorkers(executor, purpose, threads + queue);
    }

    /** Runs the task on one of the threads, in no order. */
    public <T> Future<T> run(Callable<T> task) {
        if (admitted.incrementAndGet() > capacity) {
            admitted.decrementAndGet();
            return Future.failedFuture(new ServiceException(
                            ErrorCode.UNAVAILABLE, "Too much " + purpose + " at the moment; try again shortly")
                    .withHeader("Retry-After", "1"));
        }
        return executor.executeBlocking(task, false).onComplete(done -> admitted.decrementAndGet());
    }

    public Future<Void> close() {
        return executor.close();
    }
}
