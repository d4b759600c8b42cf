package io.artstore.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One sync serves those who came before it began, and nobody who came later. */
@Timeout(60)
class FolderSyncsTest {
    private static final Path FOLDER = Path.of("folder");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch firstHasBegun = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void thoseWhoComeDuringASyncShareTheNext() throws Exception {
        FolderSyncs syncs = new FolderSyncs(folder -> firstHolds());
        Call first = start(syncs, FOLDER);
        firstHasBegun.await();
        List<Call> later = startMany(syncs, 10);

        assertThat(later).noneMatch(Call::isOver);
        firstMayEnd.countDown();
        first.get();
        for (Call one : later) {
            one.get();
        }

        assertThat(begun).hasValue(2);
    }

    @Test
    void theFailureOfASharedSyncIsEverybodys() throws Exception {
        List<Call> later = thoseWhoShareASyncThat(() -> {
            throw new IOException("No space left on device");
        });

        for (Call one : later) {
            assertThat(one.failure()).isInstanceOf(IOException.class).hasMessageContaining("No space left on device");
        }
    }

    @Test
    void anErrorIsNoSuccessForAnybody() throws Exception {
        List<Call> later = thoseWhoShareASyncThat(() -> {
            throw new IllegalStateException("broken");
        });

        for (Call one : later) {
            assertThat(one.failure()).hasMessageContaining("broken");
        }
    }

    private List<Call> thoseWhoShareASyncThat(Fails fails) throws Exception {
        FolderSyncs syncs = new FolderSyncs(folder -> {
            if (firstHolds() > 1) {
                fails.run();
            }
        });
        Call first = start(syncs, FOLDER);
        firstHasBegun.await();
        List<Call> later = startMany(syncs, 5);
        firstMayEnd.countDown();
        first.get();
        return later;
    }

    @FunctionalInterface
    private interface Fails {
        void run() throws IOException;
    }

    @Test
    void aFailureIsForgottenByTheNext() throws Exception {
        FolderSyncs syncs = new FolderSyncs(folder -> {
            if (begun.incrementAndGet() == 1) {
                throw new IOException("once");
            }
        });

        assertThat(start(syncs, FOLDER).failure()).hasMessage("once");
        start(syncs, FOLDER).get();

        assertThat(begun).hasValue(2);
    }

    @Test
    void anotherFolderDoesNotWait() throws Exception {
        FolderSyncs syncs = new FolderSyncs(folder -> {
            if (folder.equals(FOLDER)) {
                firstHolds();
            }
        });
        Call first = start(syncs, FOLDER);
        firstHasBegun.await();

        start(syncs, Path.of("other")).get();

        assertThat(first.isOver()).isFalse();
        firstMayEnd.countDown();
        first.get();
    }

    private int firstHolds() {
        int which = begun.incrementAndGet();
        if (which == 1) {
            firstHasBegun.countDown();
            try {
                firstMayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return which;
    }

    /** All of them wait when this returns. */
    private List<Call> startMany(FolderSyncs syncs, int callers) {
        List<Call> started = new ArrayList<>();
        IntStream.range(0, callers).forEach(i -> started.add(start(syncs, FOLDER)));
        while (!started.stream().allMatch(one -> one.state() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        return started;
    }

    private Call start(FolderSyncs syncs, Path folder) {
        return new Call(syncs, folder, threads);
    }

    /** A call on a thread of its own. */
    private static final class Call {
        private final CompletableFuture<Thread> thread = new CompletableFuture<>();
        private final CompletableFuture<Void> outcome = new CompletableFuture<>();

        Call(FolderSyncs syncs, Path folder, ExecutorService threads) {
            threads.execute(() -> {
                thread.complete(Thread.currentThread());
                try {
                    syncs.sync(folder);
                    outcome.complete(null);
                } catch (IOException | RuntimeException e) {
                    outcome.completeExceptionally(e);
                }
            });
        }

        boolean isOver() {
            return outcome.isDone();
        }

        Thread.State state() {
            return thread.join().getState();
        }

        void get() throws Exception {
            outcome.get(30, TimeUnit.SECONDS);
        }

        Throwable failure() throws InterruptedException {
            try {
                outcome.get();
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }
}
