package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How the list follows admin and stays small. */
class RevocationListTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final long NOW = START.getEpochSecond();

    private final SettableClock clock = new SettableClock(START);
    private final List<Long> asked = new ArrayList<>();

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void asksUntilThereIsNoMore() {
        RevocationList list = RevocationList.follow(VERTX, pages(3), clock);

        assertThat(asked).containsExactly(0L, 1L, 2L);
        assertThat(list.contains("token-0", Optional.empty(), "1", NOW)).isTrue();
        assertThat(list.contains("token-2", Optional.empty(), "1", NOW)).isTrue();
        assertThat(list.contains("token-3", Optional.empty(), "1", NOW)).isFalse();
    }

    @Test
    void asksAtOnceWhenTheBellRings() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        RevocationsApi source = after -> {
            questions.incrementAndGet();
            return Future.succeededFuture(new Revocations(List.of(), after, false));
        };
        RevocationList list = RevocationList.follow(VERTX, source, clock);
        int bells = 20;
        long begin = System.nanoTime();

        for (int i = 0; i < bells; i++) {
            int before = questions.get();
            CloudEvent.of(RevocationsApi.CHANGED_EVENT, "/test", "", new JsonObject())
                    .publish(VERTX);
            Eventually.holds("the bell is answered", () -> questions.get() > before);
        }

        // By the clock alone each of them would have taken an interval; half of that leaves a busy machine its time.
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(RevocationList.INTERVAL.multipliedBy(bells / 2));
        list.stop().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void isReadyWhenAdminIsAwayAndRevokesNothingThen() {
        RevocationList list = RevocationList.follow(VERTX, after -> Future.failedFuture("nobody is here"), clock);

        assertThat(list.ready().succeeded()).isTrue();
        assertThat(list.contains("token-0", Optional.empty(), "1", NOW)).isFalse();
    }

    @Test
    void neverHoldsMoreThanItMay() {
        List<Revocation> many = IntStream.range(0, RevocationList.MAX_ENTRIES + 10)
                .mapToObj(i -> new Revocation(Kind.TOKEN, "token-" + i, NOW, NOW + 60))
                .toList();

        RevocationList list = RevocationList.follow(
                VERTX, after -> Future.succeededFuture(new Revocations(many, after, false)), clock);

        assertThat(list.size()).isEqualTo(RevocationList.MAX_ENTRIES);
        assertThat(list.contains("token-0", Optional.empty(), "1", NOW)).isFalse();
        assertThat(list.contains("token-100009", Optional.empty(), "1", NOW)).isTrue();
    }

    @Test
    void forgetsWhatHasExpired() {
        RevocationsApi source = after -> {
            if (after == 1) {
                clock.advance(Duration.ofSeconds(61));
            }
            return pages(2).revocations(after);
        };

        RevocationList list = RevocationList.follow(VERTX, source, clock);

        assertThat(list.size()).isEqualTo(1);
    }

    /** One revocation on each page. */
    private RevocationsApi pages(int count) {
        return after -> {
            asked.add(after);
            Revocation revocation = new Revocation(Kind.TOKEN, "token-" + after, NOW, NOW + 60);
            return Future.succeededFuture(new Revocations(List.of(revocation), after + 1, after + 1 < count));
        };
    }
}
