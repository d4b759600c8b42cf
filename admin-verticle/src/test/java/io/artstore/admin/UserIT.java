package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Users are made, listed and changed over HTTP. */
class UserIT extends WithUsers {
    UserIT(AdminFixture installation) {
        super(installation);
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
}
