package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.Eventually;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LISTENER = "storage/" + RunningElement.ID;
    private static final String OWNERS =
            " FROM pg_stat_activity WHERE application_name = 'artstore-owner-storage_elem_01'"
                    + " AND datname = current_database()";

    private RunningElement owner;

    @BeforeEach
    void start() {
        owner = RunningElement.start();
    }

    @AfterEach
    void stop() {
        owner.close();
    }

    @Test
    void aSecondProcessWaitsAndTakesOverWithEverythingThere() {
        String id = owner.as(Role.USER).uploadedId("a.txt", new byte[] {1, 2, 3});
        ModuleContext context = ModuleContext.of(owner.platform().config());
        Vertx vertx = Vertx.vertx();
        Future<String> standby =
                vertx.deployVerticle(new StorageElementVerticle(context, owner.settings(), "port", FailPoints.NONE));
        Eventually.holds(() -> owner.value("SELECT count(*)" + OWNERS).equals("2"));
        assertThat(context.addresses().all()).isEmpty();

        owner.platform().stop();
        TestPlatform.await(standby, LIMIT);

        ElementClient client = new ElementClient(context.addresses().of(LISTENER), StaticTokens.of(Role.USER));
        assertThat(client.download(id).expect(200).bytes()).containsExactly(1, 2, 3);
        client.uploadedId("b.txt", new byte[1]);
        TestPlatform.await(vertx.close(), LIMIT);
        owner = RunningElement.start();
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

    private static boolean answers(ElementClient client) {
        try {
            return client.get("/").status() == 200;
        } catch (UncheckedIOException notListening) {
            return false;
        }
    }
}
