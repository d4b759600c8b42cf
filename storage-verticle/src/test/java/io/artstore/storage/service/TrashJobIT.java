package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.Durability;
import io.artstore.common.database.PgPools;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.repository.CommitRepository;
import io.artstore.storage.repository.Database;
import io.artstore.storage.repository.ElementPools;
import io.artstore.storage.repository.TrashRepository;
import io.artstore.storage.repository.WalRepository;
import io.artstore.storage.store.LocalBlobStore;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is due is destroyed, but never a document on which somebody is at work: it may be on its way back. */
class TrashJobIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LEFT = "SELECT count(*) FROM artstore.storage_elem_01_trash";

    private final FileLocks locks = new FileLocks();
    private RunningElement element;
    private Pool pool;
    private Context loop;
    private LocalBlobStore store;
    private TrashJob job;
    private UUID busy;

    @BeforeEach
    void deleteTwoDocuments() {
        element = RunningElement.start(RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h"));
        ElementClient client = element.as(Role.OPERATOR);
        busy = UUID.fromString(client.uploadedId("busy.txt", new byte[1]));
        String other = client.uploadedId("other.txt", new byte[1]);
        client.delete(busy.toString()).expect(204);
        client.delete(other).expect(204);
        Vertx vertx = element.platform().vertx();
        pool = PgPools.open(vertx, element.settings().database(), 4, "trash-test");
        loop = vertx.getOrCreateContext();
        store = new LocalBlobStore(vertx, "trash-test", element.base(), Durability.ALWAYS, FailPoints.NONE);
        ask(() -> store.open());
        job = job(vertx, new Database(new ElementPools(pool, pool), RunningElement.ID));
    }

    @AfterEach
    void stop() {
        ask(() -> store.close());
        TestPlatform.await(pool.close(), LIMIT);
        element.close();
    }

    private TrashJob job(Vertx vertx, Database database) {
        Settlement settlement = new Settlement(
                vertx,
                new WalRepository(database),
                new CommitRepository(database),
                store,
                new AttributeReader(store),
                Clock.systemUTC());
        return new TrashJob(
                vertx,
                new TrashRepository(database),
                store,
                new Capacity(1_000, 1_000),
                locks,
                settlement,
                Duration.ZERO,
                Clock.systemUTC());
    }

    @Test
    void passesOverADocumentOnWhichSomebodyIsAtWorkAndComesBackForIt() {
        Promise<Void> work = Promise.promise();
        Future<Void> held = ask(() -> Future.succeededFuture(locks.oneAtATime(busy, work::future)));

        int whileBusy = ask(() -> job.takeOver());
        String left = element.value(LEFT + " WHERE file_id = '" + busy + "'");
        work.complete();
        TestPlatform.await(held, LIMIT);
        int afterwards = ask(() -> job.takeOver());

        assertThat(whileBusy).isEqualTo(1);
        assertThat(left).isEqualTo("1");
        assertThat(afterwards).isEqualTo(1);
        assertThat(element.value(LEFT)).isEqualTo("0");
        assertThat(element.names(".trash")).isEmpty();
    }

    private <T> T ask(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        loop.runOnContext(turn -> question.get().onComplete(answer));
        return TestPlatform.await(answer.future(), LIMIT);
    }
}
