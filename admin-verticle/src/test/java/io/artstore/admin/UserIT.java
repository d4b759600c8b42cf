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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users are made, changed, stopped and ended over HTTP, and there is always an administrator left. */
class UserIT {
    private static final String PATH = "/api/v1/users";
    private static final String NEW_PASSWORD = "Correct-Horse-7";

    private static TestPlatform platform;
    private static AdminClient admin;
    private static Resource users;
    private static String token;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder().modules("admin").start();
        admin = new AdminClient(platform);
        token = platform.token();
        users = admin.at(PATH, token);
    }

    @AfterAll
    static void stop() {
        admin.close();
        platform.close();
    }

    @Test
    void aNewUserSignsInAndNeitherAnswerShowsThePassword() {
        String name = name();
        Answer created = users.post(
                "",
                new JsonObject()
                        .put("username", name)
                        .put("email", name + "@example.org")
                        .put("password", NEW_PASSWORD)
                        .put("first_name", "Анна")
                        .put("role", "operator"));

        Answer login = admin.login(name, NEW_PASSWORD);
        Answer read = users.get("/" + created.body().getInteger("id"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location"))
                .isEqualTo(PATH + "/" + created.body().getInteger("id"));
        assertThat(created.body().getString("role")).isEqualTo("operator");
        assertThat(created.body().getString("full_name")).isEqualTo("Анна");
        assertThat(created.body().getInstant("password_expires_at"))
                .isAfter(java.time.Instant.now().plus(java.time.Duration.ofDays(89)));
        assertThat(login.status()).isEqualTo(200);
        assertThat(read.body().encode()).doesNotContain(NEW_PASSWORD).doesNotContain("$2b$");
        assertThat(read.header("ETag")).isNotEqualTo(created.header("ETag"));
    }

    @Test
    void namesAndAddressesAreTakenInAnyCaseAndADeletedUserKeepsThem() {
        int id = user("USER");
        String name = users.get("/" + id).body().getString("username");
        users.delete("/" + id);

        Answer sameName = users.post("", newUser(name.toUpperCase(Locale.ROOT), "other" + name + "@example.org"));
        Answer sameAddress = users.post("", newUser(name(), name.toUpperCase(Locale.ROOT) + "@EXAMPLE.org"));
        Answer changed = users.put(
                "/" + user("USER"), new JsonObject().put("email", name.toUpperCase(Locale.ROOT) + "@example.org"));

        assertThat(sameName.status()).isEqualTo(409);
        assertThat(sameName.body().getString("detail"))
                .isEqualTo("User with username '" + name.toUpperCase(Locale.ROOT) + "' already exists");
        assertThat(sameAddress.status()).isEqualTo(409);
        assertThat(sameAddress.body().getString("detail"))
                .isEqualTo("User with email '" + name.toUpperCase(Locale.ROOT) + "@EXAMPLE.org' already exists");
        assertThat(changed.status()).isEqualTo(409);
    }

    @Test
    void aListByCursorNeitherRepeatsNorLeavesOutAUserWhileOthersCome() {
        String mark = "page" + UUID.randomUUID().toString().substring(0, 8);
        Runnable oneMore = () -> insert(mark + UUID.randomUUID().toString().substring(0, 8), "USER");
        Stream.generate(() -> oneMore).limit(5).forEach(Runnable::run);
        JsonArray before = users.get("?search=" + mark).body().getJsonArray("items");

        List<JsonObject> paged = admin.itemsByCursor(PATH + "?limit=2&search=" + mark, token, oneMore);

        assertThat(before).hasSize(5);
        assertThat(new JsonArray(paged)).isEqualTo(before);
    }

    @Test
    void theListIsFilteredAndPagedNewestFirst() {
        String mark = "list" + UUID.randomUUID().toString().substring(0, 8);
        for (String role : List.of("USER", "OPERATOR", "USER")) {
            insert(mark + UUID.randomUUID().toString().substring(0, 8), role);
        }

        JsonObject all = users.get("?search=" + mark.toUpperCase(Locale.ROOT)).body();
        JsonObject ordinary =
                users.get("?search=" + mark + "&role=user&status=active").body();
        JsonObject second = users.get("?search=" + mark + "&skip=1&limit=1").body();

        assertThat(all.fieldNames()).containsExactly("total", "items", "skip", "limit");
        assertThat(all.getInteger("total")).isEqualTo(3);
        assertThat(ordinary.getInteger("total")).isEqualTo(2);
        assertThat(second.getJsonArray("items").getJsonObject(0))
                .isEqualTo(all.getJsonArray("items").getJsonObject(1));
        assertThat(users.get("?status=locked&search=" + mark).body().getJsonArray("items"))
                .isEqualTo(new JsonArray());
    }

    @Test
    void whatIsGivenChangesAndAnOlderVersionChangesNothing() {
        int id = user("USER");
        String tag = users.get("/" + id).header("ETag");
        JsonObject change = new JsonObject().put("first_name", "Ada").put("email", "ada" + id + "@example.org");

        Answer changed = admin.call("PATCH", PATH + "/" + id, token, change, "If-Match", tag);
        Answer stale = admin.call("PUT", PATH + "/" + id, token, change, "If-Match", tag);
        Answer cleared = users.put("/" + id, new JsonObject().putNull("first_name"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().getString("first_name")).isEqualTo("Ada");
        assertThat(changed.body().getString("email")).isEqualTo("ada" + id + "@example.org");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(cleared.body().getString("first_name")).isNull();
        assertThat(cleared.body().getString("email")).isEqualTo("ada" + id + "@example.org");
    }

    @Test
    void anotherRoleEndsTheSessions() {
        int id = user("USER");
        String access = login(id).body().getString("access_token");

        Answer made = users.post("/" + id + "/make-admin", null);
        String after = login(id).body().getString("access_token");
        Answer removed = users.post("/" + id + "/remove-admin", null);

        assertThat(made.body().getString("role")).isEqualTo("admin");
        assertThat(AdminClient.claims(after).getString("role")).isEqualTo("admin");
        assertThat(removed.body().getString("role")).isEqualTo("user");
        Eventually.holds(
                () -> admin.me(access).status() == 401 && admin.me(after).status() == 401);
    }

    @Test
    void whoIsSwitchedOffIsOutAndComesBack() {
        int id = user("USER");
        JsonObject session = login(id).body();

        Answer off = users.post("/" + id + "/deactivate", null);
        Answer refused = login(id);
        Answer on = users.post("/" + id + "/activate", null);

        assertThat(off.body().getString("status")).isEqualTo("inactive");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(admin.refresh(session.getString("refresh_token")).status()).isEqualTo(401);
        assertThat(on.body().getString("status")).isEqualTo("active");
        assertThat(admin.me(login(id).body().getString("access_token")).status())
                .isEqualTo(200);
        Eventually.holds(() ->
                admin.me(session.getString("access_token")).body().encode().contains("revoked"));
    }

    @Test
    void aLockoutIsEndedByAnAdministratorAndNeitherRevivesNorHidesAnybody() {
        int id = user("USER");
        for (int i = 0; i < 5; i++) {
            admin.login(username(id), "wrong-password");
        }
        JsonObject locked = users.get("/" + id).body();

        Answer unlocked = users.post("/" + id + "/unlock", null);
        users.post("/" + id + "/deactivate", null);
        Answer inactive = users.post("/" + id + "/unlock", null);

        assertThat(locked.getString("status")).isEqualTo("locked");
        assertThat(locked.getInteger("failed_login_attempts")).isEqualTo(5);
        assertThat(locked.getString("lockout_until")).isNotNull();
        assertThat(unlocked.body().getString("status")).isEqualTo("active");
        assertThat(unlocked.body().getInteger("failed_login_attempts")).isZero();
        assertThat(unlocked.body().getString("lockout_until")).isNull();
        assertThat(inactive.status()).isEqualTo(409);
        assertThat(inactive.body().getString("detail")).isEqualTo("User is inactive; activate them");
    }

    @Test
    void aDeletedUserStaysVisibleAndEverythingElseIsRefused() {
        int id = user("USER");
        String access = login(id).body().getString("access_token");

        Answer deleted = users.delete("/" + id);
        Answer again = users.delete("/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(204);
        assertThat(users.get("/" + id).body().getString("status")).isEqualTo("deleted");
        for (Answer refused : List.of(
                users.post("/" + id + "/activate", null),
                users.post("/" + id + "/unlock", null),
                users.put("/" + id + "/password", new JsonObject().put("new_password", NEW_PASSWORD)),
                users.put("/" + id, new JsonObject().put("first_name", "x")))) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().getString("detail")).isEqualTo("User is deleted; create a new one");
        }
        assertThat(login(id).status()).isEqualTo(401);
        Eventually.holds(() -> admin.me(access).status() == 401);
    }

    @Test
    void anAdministratorSetsAPasswordWhichEndsSessionsAndALockout() {
        int id = user("USER");
        String access = login(id).body().getString("access_token");
        for (int i = 0; i < 5; i++) {
            admin.login(username(id), "wrong-password");
        }

        Answer set = users.put("/" + id + "/password", new JsonObject().put("new_password", NEW_PASSWORD));

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.body().getString("status")).isEqualTo("active");
        assertThat(login(id).status()).isEqualTo(401);
        assertThat(admin.me(admin.login(username(id), NEW_PASSWORD).body().getString("access_token"))
                        .status())
                .isEqualTo(200);
        Eventually.holds(() -> admin.me(access).status() == 401);
    }

    @Test
    void theSystemUserIsProtected() {
        int id = user("ADMIN");
        admin.sql("UPDATE users SET is_system = true WHERE id = $1", id);

        assertForbidden(users.delete("/" + id), "Cannot delete system user");
        assertForbidden(users.post("/" + id + "/deactivate", null), "Cannot deactivate system user");
        assertForbidden(users.post("/" + id + "/remove-admin", null), "Cannot change the role of system user");
        assertForbidden(
                users.put("/" + id, new JsonObject().put("status", "inactive")), "Cannot deactivate system user");
        assertThat(users.put("/" + id, new JsonObject().put("last_name", "Root"))
                        .status())
                .isEqualTo(200);
        admin.sql("UPDATE users SET status = 'DELETED' WHERE id = $1", id);
    }

    @Test
    void theLastAdministratorStaysHoweverTheyAreToGo() {
        withOnlyTheseAdministrators(1, ids -> {
            int last = ids.get(0);
            int locked = user("ADMIN");
            admin.sql(
                    "UPDATE users SET status = 'LOCKED', lockout_until = $2 WHERE id = $1",
                    locked,
                    OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(20));
            for (Answer refused : List.of(
                    users.delete("/" + last),
                    users.post("/" + last + "/deactivate", null),
                    users.post("/" + last + "/remove-admin", null),
                    users.put("/" + last, new JsonObject().put("role", "operator")),
                    users.put("/" + last, new JsonObject().put("status", "inactive")))) {
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.body().getString("detail"))
                        .isEqualTo("this is the last active administrator; make another one first");
            }
            assertThat(users.post("/" + locked + "/deactivate", null).status()).isEqualTo(200);
        });
    }

    @Test
    void whenAllAdministratorsAreSentAwayAtOnceOneStays() {
        withOnlyTheseAdministrators(6, ids -> {
            List<Supplier<Answer>> departures = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                int id = ids.get(i);
                departures.add(
                        switch (i % 3) {
                            case 0 -> () -> users.delete("/" + id);
                            case 1 -> () -> users.post("/" + id + "/deactivate", null);
                            default -> () -> users.put("/" + id, new JsonObject().put("role", "user"));
                        });
            }

            List<Answer> answers = atOnce(departures);

            assertThat(answers.stream().filter(answer -> answer.status() == 409))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() < 300)).hasSize(5);
            assertThat(admin.sql("SELECT id FROM users WHERE role = 'ADMIN' AND status = 'ACTIVE'"))
                    .hasSize(1);
        });
    }

    @Test
    void everyChangeIsInTheAuditLog() {
        int id = user("USER");
        users.put("/" + id, new JsonObject().put("first_name", "Ada"));
        users.put("/" + id + "/password", new JsonObject().put("new_password", NEW_PASSWORD));
        users.post("/" + id + "/deactivate", null);

        Eventually.holds(() -> admin
                .sql(
                        "SELECT event_type FROM audit_logs WHERE resource_type = 'user' AND resource_id = $1 ORDER BY id",
                        Integer.toString(id))
                .stream()
                .map(row -> row.getString("event_type"))
                .toList()
                .equals(List.of("user_update", "user_password_set", "user_deactivate")));
    }

    @Test
    void onlyWhoMayManageAccountsGetsIn() {
        String user = login(user("USER")).body().getString("access_token");
        String id = Integer.toString(user("USER"));
        for (String[] route : new String[][] {
            {"POST", ""},
            {"GET", ""},
            {"GET", "/" + id},
            {"PUT", "/" + id},
            {"PATCH", "/" + id},
            {"DELETE", "/" + id},
            {"POST", "/" + id + "/activate"},
            {"POST", "/" + id + "/deactivate"},
            {"POST", "/" + id + "/unlock"},
            {"POST", "/" + id + "/make-admin"},
            {"POST", "/" + id + "/remove-admin"},
            {"PUT", "/" + id + "/password"}
        }) {
            assertThat(admin.call(route[0], PATH + route[1], null, null).status())
                    .isEqualTo(401);
            assertThat(admin.call(route[0], PATH + route[1], user, null).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void anUnknownUserIsNotFoundUnderEveryRoute() {
        for (Answer missing : List.of(
                users.get("/999999"),
                users.put("/999999", new JsonObject()),
                users.delete("/999999"),
                users.post("/999999/activate", null),
                users.post("/999999/deactivate", null),
                users.post("/999999/unlock", null),
                users.post("/999999/make-admin", null),
                users.put("/999999/password", new JsonObject().put("new_password", NEW_PASSWORD)))) {
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.body().getString("detail")).isEqualTo("User 999999 not found");
        }
        assertThat(users.get("/abc").status()).isEqualTo(422);
        assertThat(users.get("/99999999999").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '~', textBlock = """
                    {"username": "ab"}             | body.username: must have at least 3 characters
                    {"username": "a b c"}          | body.username: must be of the form: a-z, A-Z, 0-9, _ and -
                    {"username": "a@b.example"}    | body.username: must be of the form: a-z, A-Z, 0-9, _ and -
                    {"username": "ab\\u0000c"}     | body.username: must not contain the NUL character
                    {"username": 7}                | body.username: must be a string, not a number
                    {"email": "nobody"}            | body.email: must be of the form: name@host, without white space
                    {"email": "a@b,c@d"}           | body.email: must be of the form: name@host, without white space
                    {"email": "a\\r\\nBcc:x@y"}    | body.email: must be of the form: name@host, without white space
                    {"first_name": ""}             | body.first_name: must have at least 1 characters
                    {"role": "auditor"}            | body.role: must be one of 'admin', 'operator', 'user', not 'auditor'
                    {"is_admin": 2}                | body.is_admin: must be true or false, not '2'
                    {"password": "Short-1"}        | body.password: Password must be at least 12 characters long
                    {"password": "no-uppercase-1"} | body.password: Password must contain at least one uppercase letter
                    {"password": "NO-LOWERCASE-1"} | body.password: Password must contain at least one lowercase letter
                    {"password": "No-Digits-Here"} | body.password: Password must contain at least one digit
                    {"password": "NoSpecials1234"} | body.password: Password must contain at least one special character (!@#$%^&*()_+-=[]{}|;:,.<>?)
                    """)
    void whatIsWrongWithANewUserIsNamedAndThePasswordNeverRepeated(String line) {
        String[] parts = line.split(" \\| ", 2);
        JsonObject body = newUser("fine-name", "fine@example.org").mergeIn(new JsonObject(parts[0].strip()));

        Answer refused = users.post("", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().getString("detail")).isEqualTo(parts[1].strip());
        assertThat(refused.body().encode()).doesNotContain(body.getString("password"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    skip=-1; query.skip: must be at least 0, not '-1'
                    limit=0; query.limit: must be at least 1, not '0'
                    status=gone; query.status: must be one of 'active', 'inactive', 'locked', 'deleted', not 'gone'
                    role=readonly; query.role: must be one of 'admin', 'operator', 'user', not 'readonly'
                    """)
    void whatIsWrongWithAQuestionIsNamed(String query, String detail) {
        Answer refused = users.get("?" + query);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().getString("detail")).isEqualTo(detail);
    }

    @Test
    void aMegabyteIsRefusedAndChangesCannotForgeAStatus() {
        int id = user("USER");

        Answer tooLarge = users.post("", newUser("x".repeat(1 << 20), "a@example.org"));
        Answer tooLong =
                users.put("/" + id + "/password", new JsonObject().put("new_password", "Aa1-" + "x".repeat(70)));
        Answer locked = users.put("/" + id, new JsonObject().put("status", "locked"));

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLong.body().getString("detail"))
                .isEqualTo("body.new_password: Password must be at most 72 bytes long");
        assertThat(locked.body().getString("detail"))
                .isEqualTo("body.status: must be one of 'active', 'inactive', not 'locked'");
    }

    private interface WithAdministrators {
        void run(List<Integer> ids);
    }

    /** Everybody else who administers is away meanwhile. */
    private static void withOnlyTheseAdministrators(int count, WithAdministrators test) {
        List<Integer> others = admin
                .sql("UPDATE users SET status = 'INACTIVE' WHERE role = 'ADMIN' AND status = 'ACTIVE' RETURNING id")
                .stream()
                .map(row -> row.getInteger("id"))
                .toList();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(user("ADMIN"));
        }
        try {
            test.run(ids);
        } finally {
            admin.sql(
                    "UPDATE users SET status = 'ACTIVE' WHERE id = ANY ($1)", (Object) others.toArray(Integer[]::new));
        }
    }

    private static List<Answer> atOnce(List<Supplier<Answer>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<CompletableFuture<Answer>> running = calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(call, threads))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static void assertForbidden(Answer answer, String detail) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().getString("detail")).isEqualTo(detail);
    }

    private static JsonObject newUser(String username, String email) {
        return new JsonObject().put("username", username).put("email", email).put("password", NEW_PASSWORD);
    }

    private static Answer login(int id) {
        return admin.login(username(id), QuickIdentities.SECRET);
    }

    private static String username(int id) {
        return admin.sql("SELECT username FROM users WHERE id = $1", id).get(0).getString("username");
    }

    private static String name() {
        return QuickIdentities.username();
    }

    private static int user(String role) {
        return insert(name(), role);
    }

    private static int insert(String name, String role) {
        return QuickIdentities.user(admin, name, role, "ACTIVE");
    }
}
