package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request about service accounts is named, and only who may manage accounts gets in. */
class ServiceAccountRefusalsIT extends WithServiceAccounts {
    ServiceAccountRefusalsIT(AdminFixture installation) {
        super(installation);
    }

    @Test
    void onlyWhoMayManageAccountsGetsIn() {
        String user = tokens(account("USER")).body().getString("access_token");
        String id = account("USER");

        accounts.assertClosedTo(
                user,
                List.of(
                        "POST",
                        "GET",
                        "GET /" + id,
                        "PUT /" + id,
                        "PATCH /" + id,
                        "DELETE /" + id,
                        "POST /" + id + "/suspend",
                        "POST /" + id + "/activate",
                        "POST /" + id + "/rotate-secret",
                        "GET /" + id + "/secret-history"));
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
}
