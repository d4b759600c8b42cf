package io.artstore.admin.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.StorageType;
import io.artstore.admin.repository.ElementRecordRepository.Target;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.AuditType;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.config.ElementMode;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.database.PgPools;
import io.artstore.common.security.Origin;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several admin nodes on one database: each with its own connections, as nodes have them. */
class ElementClaimsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int NODES = 4;
    private static final int ELEMENTS = 40;

    private static TestPlatform platform;
    private static List<Pool> nodes;
    private static AuditOutbox outbox;

    @BeforeAll
    static void start() {
        // The platform's own node asks once and then not for an hour.
        platform = TestPlatform.builder()
                .modules("admin")
                .set("artstore.admin.elements.check-interval", "1h")
                .set("artstore.admin.elements.stale-after", "3h")
                .start();
        nodes = IntStream.range(0, NODES)
                .mapToObj(node ->
                        PgPools.open(platform.vertx(), Settings.adminDatabase(platform.config()), 4, "node-" + node))
                .toList();
        outbox = AuditOutbox.open(
                platform.vertx(),
                "claims",
                nodes.get(0),
                AuditOutboxRepository.TABLE,
                AuditApi.client(platform.vertx()));
    }

    @AfterAll
    static void stop() {
        TestPlatform.await(outbox.close(), LIMIT);
        TestPlatform.await(Future.join(nodes.stream().map(Pool::close).toList()), LIMIT);
        platform.close();
    }

    @Test
    void aDueElementIsGivenToOneNodeAndIsNotDueAgainForAPeriod() {
        ElementRegistrationRepository registrations = new ElementRegistrationRepository(nodes.get(0), outbox);
        List<Future<Integer>> registered = IntStream.range(0, ELEMENTS)
                .mapToObj(number -> registrations.adopt(address(number), report("claimed_" + number), event()))
                .toList();
        TestPlatform.await(Future.join(registered), LIMIT);
        List<Integer> ids = registered.stream().map(Future::result).toList();
        // Later than any node could be due by itself, and only for this test's own claims.
        TestPlatform.await(
                nodes.get(0)
                        .query("UPDATE artstore.storage_element_records SET next_check_at = now() - interval '1 hour'")
                        .execute(),
                LIMIT);

        List<Future<List<Target>>> claims = nodes.stream()
                .map(node -> new ElementRecordRepository(node, HOUR).claimDue(ELEMENTS, HOUR))
                .toList();
        TestPlatform.await(Future.join(claims), LIMIT);

        List<Integer> claimed = claims.stream()
                .flatMap(claim -> claim.result().stream())
                .map(Target::id)
                .toList();
        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(ids).containsAll(claimed);
        assertThat(TestPlatform.await(new ElementRecordRepository(nodes.get(0), HOUR).claimDue(ELEMENTS, HOUR), LIMIT))
                .isEmpty();
    }

    @Test
    void anElementThatAllNodesHearAtOnceIsRegisteredOnce() {
        List<Future<Integer>> adopted = Stream.of(1, 2, 3)
                .flatMap(round -> nodes.stream())
                .map(node -> new ElementRegistrationRepository(node, outbox)
                        .adopt(new ElementAddress("http://heard:8010"), report("heard"), event()))
                .toList();
        TestPlatform.await(Future.join(adopted), LIMIT);

        assertThat(adopted.stream().map(Future::result).distinct()).hasSize(1);
    }

    private static ElementAddress address(int number) {
        return new ElementAddress("http://127.0.0.1:1/" + number);
    }

    private static AuditEvent event() {
        return AuditType.STORAGE_ELEMENT_CREATE.by(Actor.SYSTEM, Origin.NONE, Instant.now());
    }

    private static ElementReport report(String id) {
        return new ElementReport(
                id,
                id,
                Optional.empty(),
                ElementMode.EDIT,
                StorageType.LOCAL,
                id,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                true);
    }
}
