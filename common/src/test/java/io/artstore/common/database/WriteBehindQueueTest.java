package io.artstore.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.database.WriteBehindQueue.Bounds;
import io.artstore.common.database.WriteBehindQueue.Losses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class WriteBehindQueueTest {
    private final Counter lost = new SimpleMeterRegistry().counter("lost");
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<Promise<Void>> writes = new ArrayList<>();
    private final Queue<Runnable> gatherTimes = new ArrayDeque<>();
    private final WriteBehindQueue<Integer> queue = queue(WriteBehindQueue.AT_ONCE);

    private WriteBehindQueue<Integer> queue(Executor gatherTime) {
        return new WriteBehindQueue<>(new Bounds(5, 3), gatherTime, this::write, new Losses("numbers", lost));
    }

    private Future<Void> write(List<Integer> batch) {
        batches.add(batch);
        writes.add(Promise.promise());
        return writes.get(writes.size() - 1).future();
    }

    @Test
    void aBatchFormsWhileTheOneBeforeItIsWritten() {
        add(queue, 5);
        writes.get(0).complete();
        writes.get(1).complete();

        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
    }

    @Test
    void whatDoesNotFitIsCounted() {
        add(queue, 10);

        assertThat(lost.count()).isEqualTo(4);
        assertThat(queue.add(11)).isFalse();
    }

    @Test
    void aRefusedBatchIsCountedAndTheNextIsWritten() {
        add(queue, 3);

        writes.get(0).fail("the database is away");

        assertThat(lost.count()).isEqualTo(1);
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void drainingEndsWithTheLastBatch() {
        add(queue, 2);

        Future<Void> drained = queue.drain();
        writes.get(0).complete();
        boolean early = drained.isComplete();
        writes.get(1).complete();

        assertThat(early).isFalse();
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void whatComesWithinTheGatherTimeIsOneBatch() {
        WriteBehindQueue<Integer> gathering = queue(gatherTimes::add);

        add(gathering, 2);
        List<List<Integer>> before = List.copyOf(batches);
        gatherTimes.remove().run();

        assertThat(before).isEmpty();
        assertThat(batches).containsExactly(List.of(1, 2));
        assertThat(gatherTimes).isEmpty();
    }

    @Test
    void aFullBatchDoesNotWaitForTheGatherTimeAndTheRestWaitsForItsOwn() {
        WriteBehindQueue<Integer> gathering = queue(gatherTimes::add);

        add(gathering, 5);
        gatherTimes.remove().run();
        writes.get(0).complete();
        gathering.add(6);
        writes.get(1).complete();

        assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4, 5));
        assertThat(gatherTimes).hasSize(1);
    }

    @Test
    void whatIsFlushedDoesNotWaitForTheGatherTime() {
        WriteBehindQueue<Integer> gathering = queue(gatherTimes::add);

        gathering.add(1);
        gathering.flush();
        add(gathering, 2);
        gathering.flush();
        writes.get(0).complete();

        assertThat(batches).containsExactly(List.of(1), List.of(1, 2));
    }

    @Test
    void drainingDoesNotWaitForTheGatherTime() {
        WriteBehindQueue<Integer> gathering = queue(gatherTimes::add);

        gathering.add(1);
        Future<Void> drained = gathering.drain();
        writes.get(0).complete();

        assertThat(batches).containsExactly(List.of(1));
        assertThat(drained.succeeded()).isTrue();
    }

    private static void add(WriteBehindQueue<Integer> to, int howMany) {
        for (int i = 1; i <= howMany; i++) {
            to.add(i);
        }
    }
}
