package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request about users is named, and only who may manage accounts gets in. */
class UserRefusalsIT extends WithUsers {
    UserRefusalsIT(AdminFixture installation) {
        super(installation);
    }

    @Test
    void onlyWhoMayManageAccountsGetsIn() {
        String user = login(user("USER")).body().getString("access_token");
        String id = Integer.toString(user("USER"));

        users.assertClosedTo(
                user,
                List.of(
                        "POST",
                        "GET",
                        "GET /" + id,
                        "PUT /" + id,
                        "PATCH /" + id,
                        "DELETE /" + id,
                        "POST /" + id + "/activate",
                        "POST /" + id + "/deactivate",
                        "POST /" + id + "/unlock",
                        "POST /" + id + "/make-admin",
                        "POST /" + id + "/remove-admin",
                        "PUT /" + id + "/password"));
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
}
