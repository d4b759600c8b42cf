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

    @Test
    void goesOnAfterAThrow() {
        List<List<String>> tried = new ArrayList<>();
        Batcher<String, String> throwing = new Batcher<>(items -> {
            tried.add(items);
            if (items.contains("bad")) {
                throw new IllegalArgumentException("cannot be sent");
            }
            return Future.succeededFuture(items);
        });

        Future<String> bad = throwing.submit("bad");
        Future<String> next = throwing.submit("a");

        assertThat(bad.cause()).hasMessage("cannot be sent");
        assertThat(next.result()).isEqualTo("a");
        assertThat(tried).containsExactly(List.of("bad"), List.of("a"));
    }

    @Test
    void triesTheMembersOfABatchThatThrewOneByOne() {
        Promise<List<String>> first = Promise.promise();
        Batcher<String, String> throwing = new Batcher<>(items -> {
            if (items.contains("bad")) {
                throw new IllegalArgumentException("cannot be sent");
            }
            return items.contains("first") ? first.future() : Future.succeededFuture(items);
        });
        Future<String> alone = throwing.submit("first");
        Future<String> bad = throwing.submit("bad");
        Future<String> good = throwing.submit("good");

        first.complete(List.of("first"));

        assertThat(alone.result()).isEqualTo("first");
        assertThat(bad.cause()).hasMessage("cannot be sent");
        assertThat(good.result()).isEqualTo("good");
    }

    @Test
    void aBatchWithoutAFutureIsAFailure() {
        Batcher<String, String> silent = new Batcher<>(items -> null);

        assertThat(silent.submit("a").cause()).hasMessage("a batch was answered with no Future");
        assertThat(silent.submit("b").failed()).isTrue();
    }

    @Test
    void whoThrowsWhenToldCostsItsNeighboursNothingAndIsNotSentAgain() {
        Future<String> first = batcher.submit("a");
        Future<String> thrower = batcher.submit("b").onComplete(told -> {
            throw new IllegalStateException("told");
        });
        Future<String> neighbour = batcher.submit("c");

        answers.get(0).complete(List.of("A"));
        answers.get(1).complete(List.of("B", "C"));
        Future<String> next = batcher.submit("d");
        answers.get(2).complete(List.of("D"));

        assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
        assertThat(List.of(first.result(), thrower.result(), neighbour.result(), next.result()))
                .containsExactly("A", "B", "C", "D");
    }

    @Test
    void resultsThatCannotBeToldApartFailTheBatchWhichIsNotSentAgain() {
        Future<String> first = batcher.submit("a");
        Future<String> second = batcher.submit("b");
        Future<String> third = batcher.submit("c");

        answers.get(0).complete(List.of("A"));
        answers.get(1).complete(List.of("B"));
        Future<String> next = batcher.submit("d");
        answers.get(2).complete(null);

        assertThat(first.result()).isEqualTo("A");
        assertThat(second.cause()).hasMessage("a batch of 2 items was answered with 1 results");
        assertThat(third.cause()).isSameAs(second.cause());
        assertThat(next.cause()).hasMessage("a batch of 1 items was answered with no results");
        assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }
}
