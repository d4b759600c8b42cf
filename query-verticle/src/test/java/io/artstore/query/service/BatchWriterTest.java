package io.artstore.query.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<Promise<Void>> writes = new ArrayList<>();
    private final BatchWriter<Integer> writer =
            new BatchWriter<>("numbers", this::write, new BatchWriter.Bounds(5, 3), meters);

    private Future<Void> write(List<Integer> batch) {
        batches.add(batch);
        writes.add(Promise.promise());
        return writes.get(writes.size() - 1).future();
    }

    @Test
    void aBatchFormsWhileTheOneBeforeItIsWritten() {
        for (int i = 1; i <= 5; i++) {
            writer.add(i);
        }
        writes.get(0).complete();
        writes.get(1).complete();

        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
    }

    @Test
    void whatDoesNotFitIsCounted() {
        for (int i = 1; i <= 10; i++) {
            writer.add(i);
        }

        assertThat(lost()).isEqualTo(4);
    }

    @Test
    void aRefusedBatchIsCountedAndTheNextIsWritten() {
        writer.add(1);
        writer.add(2);
        writer.add(3);

        writes.get(0).fail("the database is away");

        assertThat(lost()).isEqualTo(1);
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void drainingEndsWithTheLastBatch() {
        writer.add(1);
        writer.add(2);

        Future<Void> drained = writer.drain();
        writes.get(0).complete();
        boolean early = drained.isComplete();
        writes.get(1).complete();

        assertThat(early).isFalse();
        assertThat(drained.succeeded()).isTrue();
    }

    private double lost() {
        return meters.get(BatchWriter.LOST).tag("kind", "numbers").counter().count();
    }
}
