package io.artstore.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private final List<List<String>> sent = new ArrayList<>();
    private final List<Promise<List<String>>> answers = new ArrayList<>();
    private final Batcher<String, String> batcher = new Batcher<>(items -> {
        sent.add(items);
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    });

    @Test
    void sendsALoneItemAtOnceAndGathersTheOthersMeanwhile() {
        Future<String> first = batcher.submit("a");
        Future<String> second = batcher.submit("b");
        Future<String> third = batcher.submit("c");

        answers.get(0).complete(List.of("A"));
        answers.get(1).complete(List.of("B", "C"));

        assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(List.of(first.result(), second.result(), third.result())).containsExactly("A", "B", "C");
    }

    @Test
    void triesTheMembersOfAFailedBatchOneByOne() {
        Future<String> first = batcher.submit("a");
        Future<String> bad = batcher.submit("bad");
        Future<String> good = batcher.submit("good");

        answers.get(0).complete(List.of("A"));
        answers.get(1).fail("one of them is bad");
        answers.get(2).fail("bad it is");
        answers.get(3).complete(List.of("GOOD"));

        assertThat(first.result()).isEqualTo("A");
        assertThat(bad.cause()).hasMessage("bad it is");
        assertThat(good.result()).isEqualTo("GOOD");
    }

    @Test
    void goesOnAfterAFailure() {
        Future<String> lost = batcher.submit("a");
        answers.get(0).fail("no");
        Future<String> next = batcher.submit("b");
        answers.get(1).complete(List.of("B"));

        assertThat(lost.failed()).isTrue();
        assertThat(next.result()).isEqualTo("B");
    }
}
