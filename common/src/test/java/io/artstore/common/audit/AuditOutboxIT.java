package io.artstore.common.audit;

import static io.artstore.common.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.AuditEvent.ActorType;
import io.artstore.common.database.PgPools;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.metrics.Metrics;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Origin;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.serviceproxy.ServiceBinder;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is committed to an outbox reaches admin, over the real bus, whatever happens in between. */
class AuditOutboxIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final Vertx vertx = Vertx.vertx();
    private final List<AuditEvent> received = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile boolean losesAnswers;
    private volatile boolean silent;
    private Pool pool;

    @BeforeEach
    void setUp() {
        pool = PgPools.open(vertx, EmbeddedPostgresServer.shared().createDatabase("outbox"), 4, "outbox-test");
        await(
                pool.query("CREATE SCHEMA artstore; CREATE TABLE artstore.audit_outbox (id bigint GENERATED ALWAYS AS"
                                + " IDENTITY PRIMARY KEY, event jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT"
                                + " now()); CREATE TABLE artstore.thing (n int)")
                        .execute(),
                LIMIT);
        AuditApi admin = this::receive;
        new ServiceBinder(vertx).setAddress(AuditApi.ADDRESS).register(AuditApi.class, admin);
    }

    @AfterEach
    void tearDown() {
        await(vertx.close(), LIMIT);
    }

    @Test
    void anEventOfACommittedTransactionArrivesWholeAndOneOfARolledBackTransactionNever() {
        AuditOutbox outbox = open();
        AuditEvent kept = AuditType.FILE_CREATE
                .by(caller(), NOW)
                .about("d1")
                .with("size_bytes", 12)
                .with("tags", List.of("a\u0000b"))
                .with("share", 0.25)
                .failed("no room");
        AuditEvent dropped = AuditType.FILE_DELETE.by(caller(), NOW);

        await(onLoop(() -> pool.withTransaction(connection -> outbox.add(connection, kept))), LIMIT);
        assertThatThrownBy(() -> await(
                        onLoop(() -> pool.withTransaction(connection -> outbox.add(connection, dropped)
                                .compose(added -> Future.failedFuture(new IllegalStateException("no"))))),
                        LIMIT))
                .hasMessage("no");
        await(onLoop(() -> Future.<Void>succeededFuture().onSuccess(v -> outbox.committed())), LIMIT);

        Eventually.holds(() -> received.size() == 1 && waiting() == 0);
        AuditEvent event = received.get(0);
        assertThat(event).usingRecursiveComparison().ignoringFields("data").isEqualTo(kept);
        assertThat(event.data()).isEqualTo(Map.of("size_bytes", 12, "tags", List.of("a\ufffdb"), "share", 0.25));
        assertThat(event.actor()).isEqualTo(new Actor(ActorType.USER, "7", "ann", null));
        assertThat(event.origin()).isEqualTo(new Origin("127.0.0.1", "test/1", "r-1"));
    }

    @Test
    void eventsKeepTheirOrderOverManyBatchesAndAnAdminThatWasAway() {
        away = true;
        AuditOutbox outbox = open();
        for (int i = 0; i < 600; i++) {
            AuditEvent event = AuditType.FILE_CREATE.by(caller(), NOW).about("d" + i);
            await(onLoop(() -> outbox.add(pool, event)), LIMIT);
        }
        Eventually.holds(() -> gauge(AuditRelay.EVENTS) == 600);

        away = false;

        Eventually.holds(() -> waiting() == 0);
        assertThat(received.stream().map(event -> event.resource().id()).toList())
                .hasSize(600)
                .startsWith("d0", "d1")
                .endsWith("d598", "d599")
                .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
    }

    @Test
    void aBatchWhoseAnswerWasLostIsSentAgainUnderTheSameIdentifiers() {
        losesAnswers = true;
        AuditOutbox outbox = open();
        AuditEvent event = AuditType.LOGOUT.by(caller(), NOW);

        await(onLoop(() -> outbox.add(pool, event)), LIMIT);
        Eventually.holds(() -> !received.isEmpty());
        losesAnswers = false;

        Eventually.holds(() -> waiting() == 0);
        assertThat(received).hasSizeGreaterThan(1).allMatch(other -> other.eventId()
                .equals(event.eventId()));
    }

    @Test
    void whatIsNoEventIsReportedAndBlocksNobody() {
        await(
                pool.query("INSERT INTO artstore.audit_outbox (event) VALUES ('{\"eventType\": 5}')")
                        .execute(),
                LIMIT);

        open();

        Eventually.holds(() -> received.size() == 1 && waiting() == 0);
        assertThat(received.get(0).eventType()).isEqualTo("audit_event_unreadable");
        assertThat(received.get(0).data().get("event").toString()).contains("eventType");
    }

    @Test
    void whatHasNoTransactionReachesAdminWithoutTheOutbox() {
        AuditOutbox outbox = open();
        AuditEvent event = AuditType.TOKEN_SUCCESS.by(caller(), NOW);

        await(onLoop(() -> recorded(outbox, event)), LIMIT);

        Eventually.holds(() -> received.size() == 1);
        assertThat(received).extracting(AuditEvent::eventId).containsExactly(event.eventId());
        assertThat(everStored()).isZero();
    }

    @Test
    void whatHasNoTransactionAndFindsNoAdminArrivesOnceAdminIsBack() {
        away = true;
        AuditOutbox outbox = open();
        AuditEvent event = AuditType.TOKEN_SUCCESS.by(caller(), NOW);

        await(onLoop(() -> recorded(outbox, event)), LIMIT);
        Eventually.holds(() -> waiting() == 1);
        away = false;

        Eventually.holds(() -> waiting() == 0);
        assertThat(received).extracting(AuditEvent::eventId).containsExactly(event.eventId());
    }

    @Test
    void whatHasNoTransactionIsWrittenDownAtTheEndWhenAdminDoesNotAnswer() {
        silent = true;
        AuditOutbox outbox = open();

        await(onLoop(() -> recorded(outbox, AuditType.TOKEN_SUCCESS.by(caller(), NOW))), LIMIT);
        await(onLoop(outbox::close), LIMIT);

        assertThat(waiting()).isEqualTo(1);
    }

    private static Future<Void> recorded(AuditOutbox outbox, AuditEvent event) {
        outbox.trail().record(event);
        return Future.succeededFuture();
    }

    private AuditOutbox open() {
        return await(
                onLoop(() -> Future.succeededFuture(
                        AuditOutbox.open(vertx, "test", pool, AuditOutboxRepository.TABLE, AuditApi.client(vertx)))),
                LIMIT);
    }

    private Future<Integer> receive(AuditBatch batch) {
        if (silent) {
            return Promise.<Integer>promise().future();
        }
        if (away) {
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "not now"));
        }
        received.addAll(batch.events());
        return losesAnswers
                ? Future.failedFuture(new ServiceException(ErrorCode.TIMEOUT, "lost"))
                : Future.succeededFuture(batch.events().size());
    }

    private <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> work) {
        return Future.future(promise -> vertx.runOnContext(v -> work.get().onComplete(promise)));
    }

    private long waiting() {
        return await(pool.query("SELECT count(*) FROM artstore.audit_outbox").execute(), LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    /** How many events the outbox has given a number. */
    private long everStored() {
        return await(
                        pool.query("SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence("
                                        + "'artstore.audit_outbox', 'id')::regclass), 0)")
                                .execute(),
                        LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    private static double gauge(String name) {
        return Metrics.registry().get(name).tag("outbox", "test").gauge().value();
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }

    private static Caller caller() {
        return new Caller("7", "ann", Role.USER, Optional.empty(), "t", NOW, OptionalInt.empty())
                .from(new Origin("127.0.0.1", "test/1", "r-1"));
    }
}
