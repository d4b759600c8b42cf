package io.artstore.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.audit.AuditDelivery.Detour;
import io.artstore.common.audit.AuditedRead.Served;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.database.WriteBehindQueue.Bounds;
import io.artstore.common.metrics.Metrics;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final int WAITING = 10;
    private static final int BATCH = 4;

    /** Of its own for each test, because all tests share the meters. */
    private final String name = UUID.randomUUID().toString();

    private final List<List<AuditEvent>> asked = new ArrayList<>();
    private final List<Promise<Integer>> answers = new ArrayList<>();
    private final List<List<AuditEvent>> stored = new ArrayList<>();
    private final Queue<Runnable> gatherTimes = new ArrayDeque<>();
    private long batchesDelivered;
    private Future<Void> storing = Future.succeededFuture();
    private final AuditTrail trail = new AuditTrail(
            name, new AuditDelivery(this::answer, new Outbox()), gatherTimes::add, new Bounds(WAITING, BATCH));

    private Future<Integer> answer(AuditBatch batch) {
        asked.add(batch.events());
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    }

    private final class Outbox implements Detour {
        @Override
        public Future<Void> store(List<AuditEvent> events) {
            stored.add(events);
            return storing;
        }

        @Override
        public long batchesDelivered() {
            return batchesDelivered;
        }
    }

    @Test
    void eventsOfOneMomentReachAdminInOneBatchAndNotTheOutbox() {
        AuditEvent first = event();
        AuditEvent second = event();

        trail.record(first);
        trail.record(second);
        gathered();
        confirm(0);

        assertThat(asked).containsExactly(List.of(first, second));
        assertThat(stored).isEmpty();
        assertThat(lost()).isZero();
    }

    @Test
    void anEventThatMattersTakesWhatWaitsAlongAtOnce() {
        AuditEvent first = event();
        AuditEvent second = event();

        trail.record(first);
        trail.recordAtOnce(second);

        assertThat(asked).containsExactly(List.of(first, second));
    }

    @Test
    void whatAdminDoesNotConfirmGoesIntoTheOutboxUnderTheSameIdentifiers() {
        AuditedRead read = read("d1");

        trail.record(read, served(0, 5, 1));
        gathered();
        answers.get(0).fail("no answer in time");

        assertThat(stored).isEqualTo(asked).hasSize(1);
        assertThat(lost()).isZero();
    }

    @Test
    void whatCannotEvenBeSentGoesIntoTheOutbox() {
        AuditTrail broken = new AuditTrail(
                name,
                new AuditDelivery(
                        batch -> {
                            throw new IllegalStateException("the bus is closed");
                        },
                        new Outbox()),
                gatherTimes::add,
                new Bounds(WAITING, BATCH));
        AuditEvent event = event();

        broken.recordAtOnce(event);

        assertThat(stored).containsExactly(List.of(event));
        assertThat(lost()).isZero();
    }

    @Test
    void whileAdminIsAwayItIsNotAskedAgainUntilTheRelayHasReachedIt() {
        recordAtOnce();
        answers.get(0).fail("away");

        recordAtOnce();
        recordAtOnce();
        int askedMeanwhile = asked.size();
        batchesDelivered++;
        recordAtOnce();

        assertThat(askedMeanwhile).isEqualTo(1);
        assertThat(stored).hasSize(3);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatNeitherTakesIsLostAndCounted() {
        storing = Future.failedFuture("the database is away");

        trail.record(event());
        trail.record(event());
        gathered();
        answers.get(0).fail("away");
        recordAtOnce();

        assertThat(lost()).isEqualTo(3);
    }

    @Test
    void aFullQueueLosesEventsAndCountsThem() {
        for (int i = 0; i < BATCH + WAITING + 5; i++) {
            trail.record(event());
        }

        assertThat(lost()).isEqualTo(5);
    }

    @Test
    void equalReadsThatWaitAreOneEventWithTheirNumber() {
        AuditedRead read = read("d1");

        trail.record(read, served(0, 100, 7));
        trail.record(read, served(1, 50, 9));
        trail.record(read, served(2, 25, 3));
        gathered();

        assertThat(asked.get(0)).singleElement().satisfies(event -> {
            assertThat(event.occurredAt()).isEqualTo("2026-03-01T12:00:00.123456Z");
            assertThat(event.origin()).isEqualTo(new Origin("127.0.0.1", "test/1", "r-0"));
            assertThat(event.resource().id()).isEqualTo("d1");
            assertThat(event.data())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "bytes",
                            175L,
                            "duration_ms",
                            9L,
                            "count",
                            3L,
                            "last_at",
                            "2026-03-01T12:00:02.123456Z",
                            "listener",
                            "storage/e1",
                            "method",
                            "GET",
                            "route",
                            "/files/:file_id",
                            "status_code",
                            200));
        });
    }

    @Test
    void aReadAloneSaysNothingOfANumberAndOneThatLeftIsAnother() {
        trail.record(read("d1"), served(0, 100, 7));
        trail.record(read("d2"), served(0, 100, 7));
        trail.record(aborted("d1"), served(0, 10, 7));
        gathered();

        assertThat(asked.get(0)).hasSize(3).allSatisfy(event -> assertThat(event.data())
                .doesNotContainKeys("count", "last_at"));
        assertThat(asked.get(0).get(2).data()).containsEntry("aborted", true);
    }

    @Test
    void aReadAfterItsLikeIsOnItsWayIsAnotherEvent() {
        AuditedRead read = read("d1");

        trail.record(read, served(0, 100, 7));
        gathered();
        trail.record(read, served(1, 100, 7));
        confirm(0);
        gathered();

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).get(0).data()).doesNotContainKey("count");
    }

    @Test
    void aFloodOfReadsOfTheSameDocumentsLosesNothing() {
        for (int i = 0; i < 1_000; i++) {
            trail.record(read("d" + i % 3), served(i, 1, 1));
        }
        gathered();

        assertThat(lost()).isZero();
        assertThat(asked.get(0)).extracting(event -> event.data().get("count")).containsExactly(334L, 333L, 333L);
    }

    @Test
    void aReadThatFoundNoRoomIsForgottenAndTheNextOfItsKindCanBeTakenAgain() {
        for (int i = 0; i < BATCH + WAITING; i++) {
            trail.record(event());
        }
        trail.record(read("d1"), served(0, 100, 7));

        confirm(0);
        trail.record(read("d1"), served(1, 100, 7));
        trail.drain();
        confirm(1);
        confirm(2);
        confirm(3);

        assertThat(lost()).isEqualTo(1);
        assertThat(asked.stream().flatMap(List::stream).filter(event -> "d1"
                        .equals(event.resource().id())))
                .singleElement()
                .satisfies(event -> assertThat(event.occurredAt()).isEqualTo("2026-03-01T12:00:01.123456Z"));
    }

    @Test
    void drainingHandsOnWhatWaits() {
        AuditEvent event = event();
        trail.record(event);

        Future<Void> drained = trail.drain();
        confirm(0);

        assertThat(asked).containsExactly(List.of(event));
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void anAdminThatDoesNotAnswerInTimeAtTheEndKeepsNothingFromTheOutbox() {
        for (int i = 0; i < BATCH + 1; i++) {
            trail.record(event());
        }

        Future<Void> drained = trail.drain();
        boolean early = drained.isComplete();
        trail.hurry();

        assertThat(early).isFalse();
        assertThat(drained.succeeded()).isTrue();
        assertThat(stored.stream().mapToInt(List::size)).containsExactly(BATCH, 1);
        assertThat(asked).hasSize(1);
    }

    private void recordAtOnce() {
        trail.recordAtOnce(event());
    }

    private void gathered() {
        gatherTimes.remove().run();
    }

    private void confirm(int batch) {
        answers.get(batch).complete(asked.get(batch).size());
    }

    private double lost() {
        return Metrics.registry()
                .get(AuditTrail.LOST)
                .tag("outbox", name)
                .counter()
                .count();
    }

    private static AuditEvent event() {
        return AuditType.REQUEST_REFUSED.by(Actor.ANONYMOUS, Origin.NONE, NOW);
    }

    private static AuditedRead read(String document) {
        return read(document, false);
    }

    private static AuditedRead aborted(String document) {
        return read(document, true);
    }

    private static AuditedRead read(String document, boolean aborted) {
        return new AuditedRead(
                AuditType.FILE_DOWNLOAD,
                document,
                Actor.user(7, "ann"),
                "127.0.0.1",
                "test/1",
                "storage/e1",
                "GET",
                "/files/:file_id",
                200,
                aborted);
    }

    private static Served served(int second, long bytes, long durationMillis) {
        return new Served(NOW.plusSeconds(second), "r-" + second, bytes, durationMillis);
    }
}
