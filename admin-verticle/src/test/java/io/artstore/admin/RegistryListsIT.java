package io.artstore.admin;

import static io.artstore.admin.RegistryFixture.ELEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the registry lists, adds up and foretells. */
@ExtendWith(AdminExtension.class)
class RegistryListsIT {
    private final RegistryFixture registry;

    RegistryListsIT(RegistryFixture registry) {
        this.registry = registry;
    }

    @Test
    void listsAreFilteredAndPaged() {
        try (FakeElement element = registry.element().in("ro");
                FakeElement other = registry.element().in("rw")) {
            registry.post(
                    ELEMENTS, new JsonObject().put("api_url", element.url()).put("name", "page one"));
            registry.post(ELEMENTS, new JsonObject().put("api_url", other.url()).put("name", "PAGE two"));

            JsonObject both =
                    registry.get(ELEMENTS + "?search=page%20&limit=1&skip=1").body();
            JsonObject one = registry.get(ELEMENTS + "?search=page%20&mode=ro&status=online&storage_type=local")
                    .body();

            assertThat(both.fieldNames()).containsExactly("total", "items", "skip", "limit");
            assertThat(both.getInteger("total")).isEqualTo(2);
            assertThat(both.getJsonArray("items")).hasSize(1);
            assertThat(both.getJsonArray("items").getJsonObject(0).getString("name"))
                    .isEqualTo("PAGE two");
            assertThat(one.getInteger("total")).isEqualTo(1);
            assertThat(one.getJsonArray("items").getJsonObject(0).getString("name"))
                    .isEqualTo("page one");
        }
    }

    @Test
    void statisticsAddUpAndFollowTheContractsModel() {
        try (FakeElement element = registry.element().holding(250, 1_000)) {
            int id = registry.registered(element).getInteger("id");

            JsonObject one = registry.get(ELEMENTS + "/" + id + "/statistics").body();
            JsonObject all = registry.get(ELEMENTS + "/stats").body();

            assertThat(one.getDouble("usage_percent")).isEqualTo(25.0);
            assertThat(one.getLong("free_bytes")).isEqualTo(750);
            assertThat(one.getLong("available_bytes")).isEqualTo(740);
            assertThat(one.getBoolean("is_deletable")).isTrue();
            assertThat(all.getLong("total")).isPositive();
            assertThat(all.getJsonObject("by_status").fieldNames())
                    .containsExactly("online", "offline", "degraded", "maintenance");
            assertThat(all.getJsonObject("by_mode").getJsonObject("edit").getLong("used_bytes"))
                    .isGreaterThanOrEqualTo(250);
            assertThat(registry.get(ELEMENTS + "/statistics").status()).isEqualTo(200);
        }
    }

    @Test
    void retentionEndsAreForetoldAndThenListedAsExpired() {
        try (FakeElement soon = registry.element();
                FakeElement past = registry.element();
                FakeElement later = registry.element()) {
            int soonId = retained(soon, 20);
            int pastId = retained(past, 10);
            int laterId = retained(later, 300);
            registry.admin.sql(
                    "UPDATE storage_elements SET created_at = now() - interval '15 days' WHERE id = ANY($1)",
                    (Object) new Integer[] {soonId, pastId, laterId});

            JsonObject warned =
                    registry.get(ELEMENTS + "/retention-warnings?days=7").body();
            JsonObject expired = registry.get(ELEMENTS + "/retention-expired").body();

            assertThat(ids(warned)).containsExactly(soonId);
            assertThat(warned.getJsonArray("items").getJsonObject(0).getInteger("days_until_expiry"))
                    .isEqualTo(4);
            assertThat(ids(expired)).containsExactly(pastId);
            assertThat(registry.get(ELEMENTS + "/retention-warnings?days=0").status())
                    .isEqualTo(422);
        }
    }

    private int retained(FakeElement element, int days) {
        return registry.post(
                        ELEMENTS, new JsonObject().put("api_url", element.url()).put("retention_days", days))
                .body()
                .getInteger("id");
    }

    private static List<Integer> ids(JsonObject list) {
        return list.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getInteger("id"))
                .toList();
    }
}
