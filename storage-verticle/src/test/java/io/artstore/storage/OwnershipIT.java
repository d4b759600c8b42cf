package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.testkit.BusyWriter;
import io.artstore.storage.testkit.ChildElement;
import io.artstore.storage.testkit.DeployedElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementRemains;
import io.artstore.storage.testkit.Promises;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LISTENER = "storage/" + RunningElement.ID;
    private static final String STANDBY = LISTENER + "/standby";
    private static final String OWNERS =
            " FROM pg_stat_activity WHERE application_name = 'artstore-owner-storage_elem_01'"
                    + " AND datname = current_database()";

    private TestPlatform.Builder builder;
    private RunningElement owner;

    @BeforeEach
    void start() {
        builder = RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h");
        owner = RunningElement.start(builder);
    }

    @AfterEach
    void stop() {
        owner.close();
    }

    @Test
    void aSecondProcessStartsItsOtherModulesStandsByAndTakesOver() {
        String id = owner.as(Role.USER).uploadedId("a.txt", new byte[] {1, 2, 3});
        TestPlatform second = builder.modules("admin", "storage").start();
        assertThat(anonymous(second.address("admin")).get("/health/ready").status())
                .isEqualTo(200);
        assertThat(second.context().addresses().all()).containsKey(STANDBY).doesNotContainKey(LISTENER);

        owner.platform().stop();

        Eventually.holds(() -> second.context().addresses().all().containsKey(LISTENER));
        ElementClient client = new ElementClient(second.address(LISTENER), StaticTokens.of(Role.USER));
        assertThat(client.download(id).expect(200).bytes()).containsExactly(1, 2, 3);
        client.uploadedId("b.txt", new byte[1]);
        assertThat(client.get("/health/ready").json().getString("status")).isEqualTo("ready");
        second.stop();
        owner = RunningElement.start(builder.modules("storage"));
    }

    @Test
    void aStandbySaysThatItIsOneAndServesNobody() {
        Vertx vertx = Vertx.vertx();
        DeployedElement standby = DeployedElement.start(vertx, owner, owner.base(), FailPoints.NONE, Clock.systemUTC());
        ElementClient client = new ElementClient(standby.addresses().get(STANDBY), StaticTokens.of(Role.ADMIN));

        Answer ready = client.get("/health/ready");
        Answer upload = client.upload("a.txt", new byte[1]);

        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.json().getString("status")).isEqualTo("standby");
        assertThat(ready.json()
                        .getJsonObject("checks")
                        .getJsonObject("ownership")
                        .getString("reason"))
                .contains("another one serves it");
        assertThat(client.get("/health/live").status()).isEqualTo(200);
        assertThat(client.get("/health/startup").status()).isEqualTo(200);
        assertThat(upload.status()).isEqualTo(503);
        assertThat(upload.json().getString("detail")).contains("standby of storage element storage_elem_01");
        assertThat(upload.header("Retry-After")).isEqualTo("2");
        standby.close();
        TestPlatform.await(vertx.close(), LIMIT);
    }

    @Test
    void aStandbyTakesOverWithinTenSecondsOfTheOwnersDeathAndNothingAcknowledgedIsMissing() {
        owner.platform().stop();
        Promises promises = new Promises();
        Vertx vertx = Vertx.vertx();
        Instant death;
        DeployedElement standby;
        try (ChildElement killed = ChildElement.spawn(owner)) {
            ElementClient client = new ElementClient(killed.awaitAddress(), StaticTokens.of(Role.OPERATOR));
            standby = DeployedElement.start(vertx, owner, owner.base(), FailPoints.NONE, Clock.systemUTC());
            CompletableFuture<?>[] writers = IntStream.range(0, 8)
                    .mapToObj(number -> new BusyWriter("writer" + number, promises, number))
                    .map(writer -> CompletableFuture.runAsync(() -> writer.writeUntilItFails(client), run -> {
                        Thread thread = new Thread(run);
                        thread.setDaemon(true);
                        thread.start();
                    }))
                    .toArray(CompletableFuture[]::new);
            Eventually.holds(() -> promises.live().size() > 50);
            death = Instant.now();
            killed.kill();
            CompletableFuture.allOf(writers).join();
        }

        Eventually.holds(() -> standby.addresses().containsKey(LISTENER));

        assertThat(Duration.between(death, Instant.now())).isLessThan(Duration.ofSeconds(10));
        ElementRemains remains = new ElementRemains(owner.settings().database(), owner.base());
        assertThat(promises.brokenBy(remains.listed())).isEmpty();
        assertThat(remains.faults(name -> true)).isEmpty();
        assertThat(standby.as(Role.USER).get("/api/v1/files").json().getInteger("total"))
                .isEqualTo(remains.listed().size());
        standby.close();
        TestPlatform.await(vertx.close(), LIMIT);
        owner = RunningElement.start(builder);
    }

    @Test
    void whoLosesTheOwnershipStopsServingAndBecomesAStandby() {
        String before = owner.address().toString();
        ElementClient client = owner.as(Role.USER);
        String id = client.uploadedId("a.txt", new byte[1]);

        owner.execute("SELECT pg_terminate_backend(pid)" + OWNERS);

        Eventually.holds(() -> !answers(client));
        Eventually.holds(() -> !owner.address().toString().equals(before) && answers(owner.as(Role.USER)));
        assertThat(owner.as(Role.USER).metadata(id).status()).isEqualTo(200);
    }

    private static ElementClient anonymous(URI address) {
        return new ElementClient(address, "");
    }

    private static boolean answers(ElementClient client) {
        try {
            return client.get("/").status() == 200;
        } catch (UncheckedIOException notListening) {
            return false;
        }
    }
}
