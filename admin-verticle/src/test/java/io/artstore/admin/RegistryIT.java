package io.artstore.admin;

import static io.artstore.admin.RegistryFixture.ELEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Elements are registered, edited and forgotten over HTTP, by the contract's names. */
@ExtendWith(AdminExtension.class)
class RegistryIT {
    private static final String NOBODY = "http://127.0.0.1:1";

    private final RegistryFixture registry;

    RegistryIT(RegistryFixture registry) {
        this.registry = registry;
    }

    @Test
    void aRegisteredElementHasTheContractsColumnsAndSaysTheRestItself() {
        try (FakeElement element = registry.element().in("rw").holding(0, 5_000)) {
            JsonObject request = new JsonObject()
                    .put("api_url", element.url() + "/")
                    .put("name", "Archive 1")
                    .put("description", "first")
                    .put("retention_days", 365)
                    .put("priority", 7)
                    .put("api_key", "hidden-key")
                    .put("is_replicated", true)
                    .put("replica_count", 2);

            Answer answer = registry.post(ELEMENTS, request);

            assertThat(answer.status()).isEqualTo(201);
            JsonObject body = answer.body();
            assertThat(answer.header("Location")).isEqualTo(ELEMENTS + "/" + body.getInteger("id"));
            assertThat(body.fieldNames())
                    .startsWith(
                            "id",
                            "name",
                            "description",
                            "mode",
                            "storage_type",
                            "base_path",
                            "api_url",
                            "api_key_set",
                            "status",
                            "capacity_bytes",
                            "used_bytes",
                            "file_count",
                            "retention_days",
                            "last_health_check",
                            "is_replicated",
                            "replica_count",
                            "created_at",
                            "updated_at");
            assertThat(body.getString("api_url")).isEqualTo(element.url());
            assertThat(body.getString("mode")).isEqualTo("rw");
            assertThat(body.getString("status")).isEqualTo("online");
            assertThat(body.getLong("capacity_bytes")).isEqualTo(5_000);
            assertThat(body.getLong("available_bytes")).isEqualTo(4_990);
            assertThat(body.getBoolean("is_writable")).isTrue();
            assertThat(body.encode()).doesNotContain("hidden-key");
            Row row = registry.admin
                    .sql("SELECT mode, status, storage_type, api_key FROM storage_elements WHERE name = 'Archive 1'")
                    .get(0);
            assertThat(row.getString("mode")).isEqualTo("RW");
            assertThat(row.getString("status")).isEqualTo("ONLINE");
            assertThat(row.getString("storage_type")).isEqualTo("LOCAL");
            assertThat(row.getString("api_key")).isEqualTo("hidden-key");
        }
    }

    @Test
    void anotherElementOfTheSameNameAddressOrIdentityIsAConflict() {
        try (FakeElement element = registry.element();
                FakeElement other = registry.element()) {
            registry.registered(element);

            Answer same = registry.register(element);
            Answer named = registry.post(
                    ELEMENTS, new JsonObject().put("api_url", other.url()).put("name", element.id()));
            Answer twin = registry.post(
                    ELEMENTS,
                    new JsonObject()
                            .put("api_url", element.url().replace("127.0.0.1", "localhost"))
                            .put("name", "twin of " + element.id()));

            assertThat(List.of(same.status(), named.status(), twin.status())).containsExactly(409, 409, 409);
            assertThat(named.body().getString("detail")).contains("the name '" + element.id() + "'");
            assertThat(twin.body().getString("detail")).contains("registered already, as '" + element.id() + "'");
        }
    }

    @Test
    void anElementThatIsNotThereYetIsRegisteredOnTrustAndKnownOnceItAnswers() throws Exception {
        try (FakeElement element = registry.element()) {
            element.die();
            JsonObject planned = new JsonObject()
                    .put("api_url", element.url())
                    .put("name", "planned")
                    .put("base_path", "planned")
                    .put("verify", false);

            Answer refused = registry.post(ELEMENTS, planned.copy().put("verify", true));
            Answer incomplete = registry.post(
                    ELEMENTS, new JsonObject().put("api_url", NOBODY).put("verify", false));
            Answer trusted = registry.post(ELEMENTS, planned);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().getString("fault")).isEqualTo("refused");
            assertThat(incomplete.status()).isEqualTo(422);
            assertThat(trusted.status()).isEqualTo(201);
            assertThat(trusted.body().getString("status")).isEqualTo("offline");
            element.comeBack();
            Eventually.holds(() -> registry.rowsOf(element).stream()
                    .anyMatch(row -> row.getString("status").equals("online")));
        }
    }

    @Test
    void anEditKeepsWhatItDoesNotNameAndClearsWhatItNamesAsNull() {
        try (FakeElement element = registry.element()) {
            int id = registry.post(
                            ELEMENTS,
                            new JsonObject()
                                    .put("api_url", element.url())
                                    .put("description", "to go")
                                    .put("retention_days", 30)
                                    .put("priority", 3))
                    .body()
                    .getInteger("id");

            Answer edited = registry.put(
                    ELEMENTS + "/" + id,
                    new JsonObject().put("name", "Renamed " + id).putNull("description"));

            assertThat(edited.status()).isEqualTo(200);
            assertThat(edited.body().getString("name")).isEqualTo("Renamed " + id);
            assertThat(edited.body().getValue("description")).isNull();
            assertThat(edited.body().getInteger("retention_days")).isEqualTo(30);
            assertThat(edited.body().getInteger("priority")).isEqualTo(3);
            assertThat(registry.get(ELEMENTS + "/" + id).body().getString("name"))
                    .isEqualTo("Renamed " + id);
        }
    }

    @Test
    void anAddressIsOnlyChangedToThatOfTheSameElement() {
        try (FakeElement element = registry.element();
                FakeElement other = registry.element()) {
            int id = registry.registered(element).getInteger("id");

            Answer foreign = registry.put(ELEMENTS + "/" + id, new JsonObject().put("api_url", other.url()));
            Answer nowhere = registry.put(ELEMENTS + "/" + id, new JsonObject().put("api_url", NOBODY));
            Answer same = registry.put(
                    ELEMENTS + "/" + id,
                    new JsonObject().put("api_url", element.url().replace("127.0.0.1", "localhost")));

            assertThat(foreign.status()).isEqualTo(502);
            assertThat(foreign.body().getString("fault")).isEqualTo("other_element");
            assertThat(foreign.body().getString("detail")).contains(other.id()).contains(element.id());
            assertThat(nowhere.status()).isEqualTo(503);
            assertThat(same.status()).isEqualTo(200);
            assertThat(same.body().getString("status")).isEqualTo("online");
        }
    }

    @Test
    void maintenanceLastsUntilAnAdministratorEndsIt() throws Exception {
        try (FakeElement element = registry.element()) {
            int id = registry.registered(element).getInteger("id");

            Answer out = registry.put(ELEMENTS + "/" + id, new JsonObject().put("status", "maintenance"));
            int asked = element.questions();
            Eventually.holds(() -> element.questions() > asked + 1);

            assertThat(out.body().getString("status")).isEqualTo("maintenance");
            assertThat(registry.get(ELEMENTS + "/" + id).body().getString("status"))
                    .isEqualTo("maintenance");
            assertThat(registry.available("")).doesNotContain(element.id());
            assertThat(registry.put(ELEMENTS + "/" + id, new JsonObject().put("status", "online"))
                            .body()
                            .getString("status"))
                    .isEqualTo("online");
            assertThat(registry.available("")).contains(element.id());
        }
    }

    @Test
    void anElementThatHoldsDocumentsIsOnlyForgottenByForce() {
        try (FakeElement element = registry.element()) {
            int id = registry.registered(element).getInteger("id");
            element.holding(100, 1_000);

            Answer refused = registry.delete(ELEMENTS + "/" + id);
            Answer forced = registry.delete(ELEMENTS + "/" + id + "?force=true");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().getString("detail")).contains("holds 1 documents");
            assertThat(forced.status()).isEqualTo(204);
            assertThat(registry.get(ELEMENTS + "/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void everyChangeIsInTheAuditLogWithoutTheKey() throws Exception {
        try (FakeElement element = registry.element()) {
            int id = registry.post(
                            ELEMENTS,
                            new JsonObject().put("api_url", element.url()).put("api_key", "audited-key"))
                    .body()
                    .getInteger("id");
            registry.put(
                    ELEMENTS + "/" + id, new JsonObject().put("priority", 9).put("api_key", "audited-key"));
            registry.delete(ELEMENTS + "/" + id);

            Eventually.holds(() -> recorded(id).size() == 3);

            assertThat(recorded(id))
                    .extracting(row -> row.getString("event_type"))
                    .containsExactlyInAnyOrder(
                            "storage_element_create", "storage_element_update", "storage_element_delete");
            assertThat(recorded(id))
                    .extracting(row -> row.getString("log"))
                    .noneMatch(log -> log.contains("audited-key"));
        }
    }

    private List<Row> recorded(int id) {
        return registry.admin.sql(
                "SELECT event_type, l::text AS log FROM audit_logs l WHERE resource_type = 'storage_element'"
                        + " AND resource_id = $1",
                Integer.toString(id));
    }
}
