package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.admin.AdminClient.Resource;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Service accounts are made, changed, stopped and ended over HTTP, and their tokens follow. */
class ServiceAccountIT {
    private static final String PATH = "/api/v1/service-accounts";

    private static TestPlatform platform;
    private static AdminClient admin;
    private static Resource accounts;
    private static String token;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder().modules("admin").start();
        admin = new AdminClient(platform);
        token = platform.token();
        accounts = admin.at(PATH, token);
    }

    @AfterAll
    static void stop() {
        admin.close();
        platform.close();
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
    void aSuspendedAccountLosesItsTokensAndComesBackWhenItIsActivated() {
        String id = account("USER");
        JsonObject tokens = tokens(id).body();

        Answer suspended = accounts.post("/" + id + "/suspend", null);
        Answer refused = tokens(id);

        assertThat(suspended.body().getString("status")).isEqualTo("suspended");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("error_description"))
                .isEqualTo("Service Account is suspended. Contact administrator.");
        assertThat(admin.refresh(tokens.getString("refresh_token")).status()).isEqualTo(401);
        assertThat(accounts.post("/" + id + "/suspend", null).status()).isEqualTo(200);

        assertThat(accounts.post("/" + id + "/activate", null).body().getString("status"))
                .isEqualTo("active");
        assertThat(admin.me(tokens(id).body().getString("access_token")).status())
                .isEqualTo(200);
        Eventually.holds(
                () -> admin.me(tokens.getString("access_token")).body().encode().contains("revoked"));
    }

    @Test
    void anotherRoleHoldsForTheNextTokenAndEndsTheOnesBefore() {
        String id = account("USER");
        String before = tokens(id).body().getString("access_token");

        accounts.put("/" + id, new JsonObject().put("role", "readonly"));

        String after = tokens(id).body().getString("access_token");
        assertThat(AdminClient.claims(after).getString("role")).isEqualTo("readonly");
        assertThat(admin.me(after).status()).isEqualTo(200);
        Eventually.holds(() -> admin.me(before).status() == 401);
    }

    @Test
    void aDeletedAccountStaysVisibleAndEverythingElseIsRefused() {
        String id = account("USER");
        String access = tokens(id).body().getString("access_token");

        Answer deleted = accounts.delete("/" + id);
        Answer again = accounts.delete("/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(204);
        assertThat(accounts.get("/" + id).body().getString("status")).isEqualTo("deleted");
        for (Answer refused : List.of(
                accounts.post("/" + id + "/activate", null),
                accounts.post("/" + id + "/rotate-secret", null),
                accounts.put("/" + id, new JsonObject().put("rate_limit", 5)))) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().getString("detail")).isEqualTo("Service Account is deleted; create a new one");
        }
        assertThat(tokens(id).status()).isEqualTo(403);
        Eventually.holds(() -> admin.me(access).status() == 401);
    }

    @Test
    void aSystemAccountIsProtectedButItsSecretCanBeRotated() {
        String id = account("ADMIN");
        admin.sql("UPDATE service_accounts SET is_system = true WHERE id = $1", UUID.fromString(id));

        assertThat(accounts.delete("/" + id).body().getString("detail"))
                .isEqualTo("Cannot delete system Service Account");
        assertThat(accounts.post("/" + id + "/suspend", null).body().getString("detail"))
                .isEqualTo("Cannot suspend system Service Account");
        assertThat(accounts.put("/" + id, new JsonObject().put("role", "user"))
                        .body()
                        .getString("detail"))
                .isEqualTo("Cannot change the role of system Service Account");
        assertThat(accounts.put("/" + id, new JsonObject().put("status", "suspended"))
                        .status())
                .isEqualTo(403);
        assertThat(accounts.put("/" + id, new JsonObject().put("rate_limit", 9)).status())
                .isEqualTo(200);
        assertThat(accounts.post("/" + id + "/rotate-secret", new JsonObject().put("grace_period_seconds", 60))
                        .status())
                .isEqualTo(200);
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

    @Test
    void onlyWhoMayManageAccountsGetsIn() {
        String user = tokens(account("USER")).body().getString("access_token");
        String id = account("USER");
        for (String[] route : new String[][] {
            {"POST", ""},
            {"GET", ""},
            {"GET", "/" + id},
            {"PUT", "/" + id},
            {"PATCH", "/" + id},
            {"DELETE", "/" + id},
            {"POST", "/" + id + "/suspend"},
            {"POST", "/" + id + "/activate"},
            {"POST", "/" + id + "/rotate-secret"},
            {"GET", "/" + id + "/secret-history"}
        }) {
            assertThat(admin.call(route[0], PATH + route[1], null, null).status())
                    .isEqualTo(401);
            assertThat(admin.call(route[0], PATH + route[1], user, null).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void anUnknownAccountIsNotFoundUnderEveryRoute() {
        String id = UUID.randomUUID().toString();

        for (Answer missing : List.of(
                accounts.get("/" + id),
                accounts.put("/" + id, new JsonObject()),
                accounts.delete("/" + id),
                accounts.post("/" + id + "/suspend", null),
                accounts.post("/" + id + "/activate", null),
                accounts.post("/" + id + "/rotate-secret", null),
                accounts.get("/" + id + "/secret-history"))) {
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.body().getString("detail")).isEqualTo("Service Account " + id + " not found");
        }
        assertThat(accounts.get("/42").body().getString("detail"))
                .isEqualTo("path.account_id: must be a UUID, not '42'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                        | body.name: is required
                    {"name": 5}                               | body.name: must be a string, not a number
                    {"name": "ab"}                            | body.name: must have at least 3 characters
                    {"name": "a\\u0000b"}                     | body.name: must not contain the NUL character
                    {"name": " abc"}                          | body.name: must not begin or end with white space, nor contain control or invisible characters
                    {"name": "abc", "role": "root"}           | body.role: must be one of 'admin', 'user', 'auditor', 'readonly', not 'root'
                    {"name": "abc", "role": "ADMIN"}          | body.role: must be one of 'admin', 'user', 'auditor', 'readonly', not 'ADMIN'
                    {"name": "abc", "rate_limit": 0}          | body.rate_limit: must be at least 1, not '0'
                    {"name": "abc", "rate_limit": 10001}      | body.rate_limit: must be at most 10000, not '10001'
                    {"name": "abc", "rate_limit": 1.5}        | body.rate_limit: must be a whole number, not '1.5'
                    {"name": "abc", "environment": "test"}    | body.environment: must be one of 'prod', 'staging', 'dev', not 'test'
                    {"name": "abc", "is_system": "perhaps"}   | body.is_system: must be true or false, not 'perhaps'
                    {"name": "abc", "description": []}        | body.description: must be a string, not a list
                    []                                        | body: must be a JSON object
                    """)
    void whatIsWrongWithANewAccountIsNamed(String body, String detail) {
        Answer refused = admin.post(PATH, "application/json", body, "Authorization", "Bearer " + token);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().getString("detail")).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    skip=-1                | query.skip: must be at least 0, not '-1'
                    limit=0                | query.limit: must be at least 1, not '0'
                    limit=-5               | query.limit: must be at least 1, not '-5'
                    limit=1001             | query.limit: must be at most 1000, not '1001'
                    limit=many             | query.limit: must be a whole number, not 'many'
                    cursor=x               | query.cursor: is not a cursor of this list; send the next_cursor of the page before, or an empty one to begin
                    cursor=&skip=1         | query.skip: is of no use beside a cursor; leave one of them out
                    status=gone            | query.status: must be one of 'active', 'suspended', 'expired', 'deleted', not 'gone'
                    role=operator          | query.role: must be one of 'admin', 'user', 'auditor', 'readonly', not 'operator'
                    name=%00               | query.name: must not contain the NUL character
                    """)
    void whatIsWrongWithAQuestionIsNamed(String query, String detail) {
        Answer refused = accounts.get("?" + query);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().getString("detail")).isEqualTo(detail);
    }

    @Test
    void aMegabyteIsRefusedAndChangesCannotForgeAStatus() {
        String megabyte = "x".repeat(1 << 20);
        String id = account("USER");

        Answer tooLarge = accounts.post("", new JsonObject().put("name", megabyte));
        Answer tooLong = accounts.post("", new JsonObject().put("name", "x".repeat(1 << 19)));
        Answer deleted = accounts.put("/" + id, new JsonObject().put("status", "deleted"));
        Answer grace =
                accounts.post("/" + id + "/rotate-secret", new JsonObject().put("grace_period_seconds", 604_801));

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body().getString("detail")).isEqualTo("body.name: must have at most 200 characters");
        assertThat(deleted.body().getString("detail"))
                .isEqualTo("body.status: must be one of 'active', 'suspended', not 'deleted'");
        assertThat(grace.body().getString("detail"))
                .isEqualTo("body.grace_period_seconds: must be at most 604800, not '604801'");
    }

    private static List<String> audited(String id) {
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

    private static Answer tokens(String id) {
        return QuickIdentities.tokens(admin, id);
    }

    private static String account(String role) {
        return QuickIdentities.account(admin, role);
    }
}
