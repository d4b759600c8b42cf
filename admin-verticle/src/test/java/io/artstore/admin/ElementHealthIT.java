package io.artstore.admin;

import static io.artstore.admin.RegistryFixture.ELEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.ElementMode;
import io.artstore.common.contract.admin.AvailableElements.AvailableElement;
import io.artstore.common.contract.admin.StorageElementsApi;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Elements that come, go, hang and move, and who of them may be given a document. */
class ElementHealthIT {
    private static final Duration STALE_AFTER = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(STALE_AFTER);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void anElementThatAnnouncesItselfIsRegisteredOnceHoweverOftenItDoes() throws Exception {
        try (FakeElement element = registry.element()) {
            for (int i = 0; i < 20; i++) {
                element.announce();
            }
            Eventually.holds(() -> registry.rowsOf(element).size() == 1);
            element.announce();

            JsonObject row = registry.rowsOf(element).get(0);

            assertThat(row.getString("name")).isEqualTo(element.id());
            assertThat(row.getString("status")).isEqualTo("online");
            assertThat(row.getInteger("priority")).isEqualTo(100);
            assertThat(registry.rowsOf(element)).hasSize(1);
        }
    }

    @Test
    void whatAnAdministratorSaidOfAnElementStaysWhenItMoves() throws Exception {
        try (FakeElement element = registry.element()) {
            element.announce();
            Eventually.holds(() -> registry.rowsOf(element).size() == 1);
            String path = ELEMENTS + "/" + registry.rowsOf(element).get(0).getInteger("id");
            registry.put(
                    path,
                    new JsonObject()
                            .put("name", "Kept")
                            .put("description", "by hand")
                            .put("priority", 5));
            String moved = element.url().replace("127.0.0.1", "localhost");

            new ElementAnnouncement(element.id(), moved, "rw").toEvent().publish(registry.vertx());
            element.in("rw");

            Eventually.holds(
                    () -> registry.get(path).body().getString("api_url").equals(moved));
            Eventually.holds(() -> registry.get(path).body().getString("mode").equals("rw"));
            JsonObject row = registry.get(path).body();
            assertThat(row.getString("name")).isEqualTo("Kept");
            assertThat(row.getString("description")).isEqualTo("by hand");
            assertThat(row.getInteger("priority")).isEqualTo(5);
            assertThat(registry.rowsOf(element)).hasSize(1);
        }
    }

    @Test
    void aRowThatTheOriginalMadeBecomesThatOfTheElement() throws Exception {
        try (FakeElement element = registry.element()) {
            registry.admin.sql("""
                    INSERT INTO storage_elements (name, mode, storage_type, base_path, api_url, status, used_bytes,
                        file_count, is_replicated, replica_count, created_at, updated_at)
                    VALUES ('Old ' || $1, 'EDIT', 'LOCAL', '/data/old', $2, 'ONLINE', 0, 0, false, 0, now(), now())""", element.id(), element.url());

            element.announce();

            Eventually.holds(() -> registry.rowsOf(element).size() == 1);
            JsonObject row = registry.rowsOf(element).get(0);
            assertThat(row.getString("name")).isEqualTo("Old " + element.id());
            assertThat(row.getString("base_path")).isEqualTo("/data/old");
        }
    }

    @Test
    void aRemovedElementStaysRemovedUntilItIsRegisteredAgain() throws Exception {
        try (FakeElement element = registry.element();
                FakeElement witness = registry.element()) {
            element.announce();
            Eventually.holds(() -> registry.rowsOf(element).size() == 1);
            registry.delete(ELEMENTS + "/" + registry.rowsOf(element).get(0).getInteger("id"));

            element.announce();
            witness.announce();
            Eventually.holds(() -> registry.rowsOf(witness).size() == 1);

            assertThat(registry.rowsOf(element)).isEmpty();
            assertThat(registry.register(element).status()).isEqualTo(201);
        }
    }

    @Test
    void anElementThatDiesIsNotOfferedAndIsOfferedAgainWhenItIsBack() throws Exception {
        try (FakeElement element = registry.element()) {
            String path = ELEMENTS + "/" + registry.registered(element).getInteger("id");
            assertThat(registry.available("")).contains(element.id());

            element.die();

            Eventually.holds(() -> !registry.available("").contains(element.id()));
            Eventually.holds(
                    () -> registry.get(path).body().getJsonObject("health").getBoolean("stale"));
            JsonObject dead = registry.get(path).body();
            assertThat(dead.getString("status")).isEqualTo("offline");
            assertThat(dead.getBoolean("is_available")).isFalse();
            assertThat(dead.getJsonObject("health").getString("fault")).isEqualTo("refused");
            element.comeBack();
            Eventually.holds(() -> registry.available("").contains(element.id()));
            assertThat(registry.get(path).body().getJsonObject("health").getInteger("consecutive_failures"))
                    .isZero();
        }
    }

    @Test
    void anElementThatHangsIsKeptUntilItsLastAnswerIsStale() throws Exception {
        try (FakeElement element = registry.element()) {
            String path = ELEMENTS + "/" + registry.registered(element).getInteger("id");
            element.answering("/api/v1/info", request -> {});

            Eventually.holds(
                    () -> registry.get(path).body().getJsonObject("health").getInteger("consecutive_failures") > 0);
            JsonObject slow = registry.get(path).body();
            Eventually.holds(() -> !registry.available("").contains(element.id()));

            assertThat(slow.getString("status").equals("online")
                            || slow.getJsonObject("health").getBoolean("stale"))
                    .isTrue();
            Eventually.holds(() -> registry.get(path).body().getString("status").equals("offline"));
            element.behave();
            Eventually.holds(() -> registry.available("").contains(element.id()));
        }
    }

    @Test
    void anElementThatIsNotReadyIsDegradedAndNotOffered() throws Exception {
        try (FakeElement element = registry.element()) {
            String path = ELEMENTS + "/" + registry.registered(element).getInteger("id");

            element.ready(false);

            Eventually.holds(() -> registry.get(path).body().getString("status").equals("degraded"));
            assertThat(registry.available("")).doesNotContain(element.id());
        }
    }

    @Test
    void theNextElementIsOfTheModeAndHasTheRoomByPriorityAndThenTheFullest() {
        try (FakeElement empty = registry.element().in("rw").holding(0, 10_000);
                FakeElement fuller = registry.element().in("rw").holding(5_000, 10_000);
                FakeElement preferred = registry.element().in("rw").holding(0, 1_000);
                FakeElement sealed = registry.element().in("ro").holding(0, 10_000)) {
            List.of(empty, fuller, sealed).forEach(registry::registered);
            registry.post(
                    ELEMENTS, new JsonObject().put("api_url", preferred.url()).put("priority", 1));

            assertThat(registry.available("?mode=rw")).containsSubsequence(preferred.id(), fuller.id(), empty.id());
            assertThat(registry.available("?mode=rw")).doesNotContain(sealed.id());
            assertThat(registry.available("?mode=rw&min_free_bytes=4000"))
                    .containsSubsequence(fuller.id(), empty.id())
                    .doesNotContain(preferred.id());
            assertThat(registry.available("?mode=rw&min_free_bytes=9000"))
                    .contains(empty.id())
                    .doesNotContain(fuller.id());
            assertThat(registry.get("/api/v1/internal/storage-elements/available?mode=write")
                            .status())
                    .isEqualTo(422);
            assertThat(registry.get("/api/v1/internal/storage-elements/available?min_free_bytes=-1")
                            .status())
                    .isEqualTo(422);
            assertThat(onTheBus(ElementMode.RW, 4_000)).isEqualTo(registry.available("?mode=rw&min_free_bytes=4000"));
        }
    }

    @Test
    void synchronisingAllSaysWhatBecameOfEach() {
        try (FakeElement good = registry.element();
                FakeElement bad = registry.element()) {
            int goodId = registry.registered(good).getInteger("id");
            int badId = registry.registered(bad).getInteger("id");
            bad.answering("/api/v1/info", request -> FakeElement.end(request, 404, new JsonObject()));
            good.holding(77, 1_000);

            JsonObject result =
                    registry.post(ELEMENTS + "/sync", new JsonObject()).body();

            assertThat(result.getJsonArray("items").stream().map(JsonObject.class::cast))
                    .anyMatch(one -> one.getInteger("id") == goodId && one.getBoolean("synced"))
                    .anyMatch(one -> one.getInteger("id") == badId && "not_an_element".equals(one.getString("fault")));
            assertThat(registry.get(ELEMENTS + "/" + goodId).body().getLong("used_bytes"))
                    .isEqualTo(77);
        }
    }

    private static List<String> onTheBus(ElementMode mode, long minFreeBytes) {
        return TestPlatform.await(StorageElementsApi.client(registry.vertx()).available(mode, minFreeBytes), LIMIT)
                .elements()
                .stream()
                .map(AvailableElement::elementId)
                .toList();
    }
}
