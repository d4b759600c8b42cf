package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Service accounts are made, listed and changed over HTTP. */
class ServiceAccountIT extends WithServiceAccounts {
    ServiceAccountIT(AdminFixture installation) {
        super(installation);
    }

    @Test
    void aNewAccountShowsItsSecretOnceAndGetsTokensWithIt() {
        String name = unique("Отчёты reports");
        Answer created = accounts.post(
                "",
                new JsonObject()
                        .put("name", name)
                        .put("description", "monthly")
                        .put("role", "auditor")
                        .put("rate_limit", 7)
                        .put("environment", "staging"));

        Answer granted = admin.token(
                created.body().getString("client_id"), created.body().getString("client_secret"));
        Answer read = accounts.get("/" + created.body().getString("id"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location"))
                .isEqualTo(PATH + "/" + created.body().getString("id"));
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(created.body().fieldNames())
                .containsExactly(
                        "id",
                        "name",
                        "client_id",
                        "client_secret",
                        "role",
                        "status",
                        "rate_limit",
                        "secret_expires_at",
                        "created_at");
        assertThat(created.body().getString("client_id")).matches("sa_staging________reports_[0-9a-f]{5}_[0-9a-f]{8}");
        assertThat(granted.status()).isEqualTo(200);
        assertThat(AdminClient.claims(granted.body().getString("access_token")).getInteger("rate_limit"))
                .isEqualTo(7);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(read.body().getString("environment")).isEqualTo("staging");
        assertThat(read.body().getInteger("days_until_expiry")).isEqualTo(89);
        assertThat(read.body().encode())
                .doesNotContain(created.body().getString("client_secret"))
                .doesNotContain("$2b$");
    }

    @Test
    void aNameCanBeTakenOnceAndADeletedAccountKeepsIt() {
        String id = account("USER");
        String name = accounts.get("/" + id).body().getString("name");
        Answer whileThere = accounts.post("", new JsonObject().put("name", name));
        accounts.delete("/" + id);

        Answer afterwards = accounts.post("", new JsonObject().put("name", name));
        Answer renamed = accounts.put("/" + account("USER"), new JsonObject().put("name", name));

        for (Answer refused : List.of(whileThere, afterwards, renamed)) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().getString("detail"))
                    .isEqualTo("Service Account with name '" + name + "' already exists");
        }
    }

    @Test
    void aListByCursorNeitherRepeatsNorLeavesOutAnAccountWhileOthersCome() {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        Runnable oneMore = () -> accounts.post("", new JsonObject().put("name", mark + UUID.randomUUID()));
        Stream.generate(() -> oneMore).limit(5).forEach(Runnable::run);
        JsonArray before = accounts.get("?name=" + mark).body().getJsonArray("items");

        List<JsonObject> paged = admin.itemsByCursor(PATH + "?limit=2&name=" + mark, token, oneMore);

        assertThat(before).hasSize(5);
        assertThat(new JsonArray(paged)).isEqualTo(before);
        assertThat(accounts.get("?limit=1&cursor=&name=" + mark).body().fieldNames())
                .containsExactly("total", "items", "skip", "limit", "next_cursor");
    }

    @Test
    void theListIsFilteredAndPagedNewestFirst() {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        for (String role : List.of("user", "auditor", "user")) {
            accounts.post(
                    "",
                    new JsonObject()
                            .put("name", mark + UUID.randomUUID())
                            .put("role", role)
                            .put("environment", "dev"));
        }

        JsonObject all =
                accounts.get("?name=" + mark.toUpperCase(java.util.Locale.ROOT)).body();
        JsonObject users = accounts.get("?search=" + mark + "&role=user&status=active&environment=dev")
                .body();
        JsonObject second = accounts.get("?name=" + mark + "&skip=1&limit=1").body();
        JsonObject beyond = accounts.get("?name=" + mark + "&skip=10").body();
        JsonObject none = accounts.get("?name=" + mark + "&environment=prod").body();

        assertThat(all.fieldNames()).containsExactly("total", "items", "skip", "limit");
        assertThat(all.getInteger("total")).isEqualTo(3);
        assertThat(all.getInteger("limit")).isEqualTo(100);
        assertThat(all.getJsonArray("items").stream().map(item -> ((JsonObject) item).getInstant("created_at")))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(users.getInteger("total")).isEqualTo(2);
        assertThat(second.getJsonArray("items").getJsonObject(0))
                .isEqualTo(all.getJsonArray("items").getJsonObject(1));
        assertThat(beyond.getInteger("total")).isEqualTo(3);
        assertThat(beyond.getJsonArray("items")).isEmpty();
        assertThat(none.getInteger("total")).isZero();
    }

    @Test
    void anAccountWhoseSecretHasEndedIsListedAsExpiredBeforeItIsMarked() {
        String id = account("USER");
        admin.sql("UPDATE service_accounts SET secret_expires_at = $2 WHERE id = $1", UUID.fromString(id), ago(60));

        JsonObject expired = accounts.get("?status=expired&limit=1000").body();
        JsonObject active = accounts.get("?status=active&limit=1000").body();

        assertThat(expired.encode()).contains(id);
        assertThat(active.encode()).doesNotContain(id);
        assertThat(accounts.get("/" + id).body().getString("status")).isEqualTo("expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void whatIsGivenChangesAndTheRestStays(String method) {
        String id = account("USER");
        JsonObject before = accounts.get("/" + id).body();

        Answer changed = admin.call(
                method,
                PATH + "/" + id,
                token,
                new JsonObject().put("rate_limit", 5).put("description", "new"));
        Answer cleared = admin.call(method, PATH + "/" + id, token, new JsonObject().putNull("description"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().getInteger("rate_limit")).isEqualTo(5);
        assertThat(changed.body().getString("description")).isEqualTo("new");
        assertThat(changed.body().getString("name")).isEqualTo(before.getString("name"));
        assertThat(changed.body().getString("role")).isEqualTo("user");
        assertThat(changed.header("ETag")).isNotEqualTo(cleared.header("ETag"));
        assertThat(cleared.body().getString("description")).isNull();
        assertThat(cleared.body().getInteger("rate_limit")).isEqualTo(5);
    }

    @Test
    void whoHasSeenAnOlderVersionChangesNothing() {
        String id = account("USER");
        String tag = accounts.get("/" + id).header("ETag");
        JsonObject change = new JsonObject().put("rate_limit", 5);
        Answer first = admin.call("PUT", PATH + "/" + id, token, change, "If-Match", tag);

        Answer second = admin.call("PUT", PATH + "/" + id, token, change, "If-Match", tag);
        Answer deleted = admin.call("DELETE", PATH + "/" + id, token, null, "If-Match", tag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(deleted.status()).isEqualTo(412);
        assertThat(accounts.get("/" + id).body().getString("status")).isEqualTo("active");
    }

    @Test
    void everyChangeIsInTheAuditLogAndWhatWasRefusedOrNeedlessIsNot() {
        String id = account("USER");
        accounts.post("/" + id + "/suspend", null);
        accounts.post("/" + id + "/suspend", null);
        accounts.post("/" + id + "/rotate-secret", new JsonObject().put("grace_period_seconds", 60));
        accounts.delete("/" + id);
        accounts.post("/" + id + "/activate", null);

        Eventually.holds(() -> audited(id)
                .equals(List.of("service_account_suspend", "service_account_secret_rotate", "service_account_delete")));

        JsonObject row = admin.sql("SELECT to_jsonb(a) AS row FROM audit_logs a WHERE resource_id = $1 LIMIT 1", id)
                .get(0)
                .getJsonObject("row");
        assertThat(row.getString("service_account_id"))
                .isEqualTo(AdminClient.claims(token).getString("sub"));
        assertThat(row.encode()).doesNotContain("$2b$");
    }

    private List<String> audited(String id) {
        return admin.sql("SELECT event_type FROM audit_logs WHERE resource_id = $1 ORDER BY id", id).stream()
                .map(row -> row.getString("event_type"))
                .toList();
    }

    private static String unique(String name) {
        return name + " " + UUID.randomUUID().toString().substring(0, 6);
    }

    private static OffsetDateTime ago(long seconds) {
        return OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(seconds);
    }
}
