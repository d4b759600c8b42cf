package io.artstore.admin;

import static io.artstore.admin.RegistryFixture.ELEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry's rows over HTTP: the contract's names, and who may do what. */
class RegistryIT {
    private static final String NOBODY = "http://127.0.0.1:1";

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(Duration.ofMinutes(1));
    }

    @AfterAll
    static void stop() {
        registry.close();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?skip=-1",
                "?mode=write",
                "?status=up",
                "?storage_type=tape",
                "?search="
            })
    void listsRefuseWhatTheyDoNotKnow(String query) {
        assertThat(registry.get(ELEMENTS + query).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'api_url': 'ftp://127.0.0.1'}",
                "{'api_url': 'http://user:pass@127.0.0.1'}",
                "{'api_url': 'http://127.0.0.1/?a=b'}",
                "{'api_url': 'http://'}",
                "{'api_url': 'http://127.0.0.1:70000'}",
                "{'api_url': 'http://127.0.0.1:1', 'mode': 'write'}",
                "{'api_url': 'http://127.0.0.1:1', 'name': ' '}",
                "{'api_url': 'http://127.0.0.1:1', 'name': 'a\\u0000b'}",
                "{'api_url': 'http://127.0.0.1:1', 'priority': -1}",
                "{'api_url': 'http://127.0.0.1:1', 'retention_days': 0}",
                "{'api_url': 5}"
            })
    void registrationsRefuseWhatTheyDoNotKnow(String body) {
        assertThat(registry.post(ELEMENTS, new JsonObject(body.replace('\'', '"')))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void factsThatTheElementOwnsAreNotClaimedAgainstIt() {
        try (FakeElement element = registry.element().in("rw")) {
            Answer wrong = registry.post(
                    ELEMENTS, new JsonObject().put("api_url", element.url()).put("mode", "edit"));
            int id = registry.registered(element).getInteger("id");
            Answer edit = registry.put(ELEMENTS + "/" + id, new JsonObject().put("mode", "ro"));
            Answer observed = registry.put(ELEMENTS + "/" + id, new JsonObject().put("status", "offline"));

            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.body().getString("detail")).contains("is 'rw' as the element says");
            assertThat(edit.status()).isEqualTo(422);
            assertThat(edit.body().getString("detail")).contains("/mode");
            assertThat(observed.status()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @CsvSource({"999999,404", "0,422", "abc,422", "99999999999,422"})
    void anUnknownIdIsNotFoundAndNoIdIsRefused(String id, int status) {
        String path = ELEMENTS + "/" + id;

        assertThat(registry.get(path).status()).isEqualTo(status);
        assertThat(registry.get(path + "/statistics").status()).isEqualTo(status);
        assertThat(registry.get(path + "/files").status()).isEqualTo(status);
        assertThat(registry.put(path, new JsonObject().put("priority", 1)).status())
                .isEqualTo(status);
        assertThat(registry.delete(path).status()).isEqualTo(status);
        assertThat(registry.post(path + "/sync", new JsonObject()).status()).isEqualTo(status);
        assertThat(registry.post(path + "/health", new JsonObject()).status()).isEqualTo(status);
        assertThat(registry.put(
                                path + "/mode",
                                new JsonObject().put("mode", "ro").put("reason", "full"))
                        .status())
                .isEqualTo(status);
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

    @Test
    void auditorsLookAndOnlyAdministratorsChange() {
        try (FakeElement element = registry.element()) {
            int id = registry.registered(element).getInteger("id");
            String auditor = tokenOfRole("AUDITOR");
            String reader = tokenOfRole("READONLY");

            assertThat(status("GET", ELEMENTS, auditor)).isEqualTo(200);
            assertThat(status("GET", ELEMENTS + "/" + id, auditor)).isEqualTo(200);
            assertThat(status("GET", ELEMENTS + "/stats", auditor)).isEqualTo(200);
            assertThat(status("GET", "/api/v1/internal/storage-elements/available", auditor))
                    .isEqualTo(200);
            for (String refused : List.of(
                    "POST " + ELEMENTS,
                    "PUT " + ELEMENTS + "/" + id,
                    "DELETE " + ELEMENTS + "/" + id,
                    "POST " + ELEMENTS + "/discover",
                    "POST " + ELEMENTS + "/sync",
                    "POST " + ELEMENTS + "/" + id + "/sync",
                    "POST " + ELEMENTS + "/" + id + "/health",
                    "PUT " + ELEMENTS + "/" + id + "/mode")) {
                String[] route = refused.split(" ");
                assertThat(status(route[0], route[1], auditor)).as(refused).isEqualTo(403);
                assertThat(registry.admin
                                .send(route[0], route[1], new JsonObject())
                                .status())
                        .as(refused)
                        .isEqualTo(401);
            }
            assertThat(status("GET", ELEMENTS, reader)).isEqualTo(403);
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

    private static List<Row> recorded(int id) {
        return registry.admin.sql(
                "SELECT event_type, l::text AS log FROM audit_logs l WHERE resource_type = 'storage_element'"
                        + " AND resource_id = $1",
                Integer.toString(id));
    }

    private static int retained(FakeElement element, int days) {
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

    private static int status(String method, String path, String token) {
        return method.equals("GET")
                ? registry.admin.get(path, "Authorization", token).status()
                : registry.admin
                        .send(method, path, new JsonObject(), "Authorization", token)
                        .status();
    }

    /** The first account's, while it has that role. */
    private static String tokenOfRole(String role) {
        registry.admin.sql("UPDATE service_accounts SET role = '" + role + "'");
        try {
            return "Bearer " + registry.platform.token();
        } finally {
            registry.admin.sql("UPDATE service_accounts SET role = 'ADMIN'");
        }
    }
}
