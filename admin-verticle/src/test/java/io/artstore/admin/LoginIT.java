package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in, are locked out for a while, and ask who they are. */
@ExtendWith(AdminExtension.class)
class LoginIT {

    private static TestPlatform platform;
    private static AdminClient admin;

    @BeforeAll
    static void start(AdminFixture installation) {
        platform = installation.platform();
        admin = installation.admin();
    }

    @Test
    void theFirstAdministratorSignsInAndSeesWhoTheyAre() {
        JsonObject credentials = platform.credentials();

        Answer login = admin.login(credentials.getString("admin_username"), credentials.getString("admin_password"));
        Answer me = admin.me(login.body().getString("access_token"));

        assertThat(login.status()).isEqualTo(200);
        assertThat(login.body().fieldNames())
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in");
        assertThat(login.body().getString("token_type")).isEqualTo("bearer");
        assertThat(login.body().getInteger("expires_in")).isEqualTo(1_800);
        assertThat(login.header("Cache-Control")).isEqualTo("no-store");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().getInteger("id")).isPositive();
        assertThat(me.body().getString("username")).isEqualTo("admin");
        assertThat(me.body().getString("email")).isEqualTo("admin@artstore.local");
        assertThat(me.body().getString("first_name")).isEqualTo("System");
        assertThat(me.body().getString("role")).isEqualTo("admin");
        assertThat(me.body().getString("status")).isEqualTo("active");
        assertThat(me.body().getBoolean("is_system")).isTrue();
        assertThat(me.body().getBoolean("is_ldap_user")).isFalse();
        assertThat(me.body().getInstant("last_login")).isNotNull();
    }

    @Test
    void aServiceAccountSeesWhoItIs() {
        Answer me = admin.me(platform.token());

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.body().getString("client_id"))
                .isEqualTo(platform.credentials().getString("client_id"));
        assertThat(me.body().getString("name")).isEqualTo("admin-service");
        assertThat(me.body().getString("role")).isEqualTo("admin");
        assertThat(me.body().getString("status")).isEqualTo("active");
        assertThat(me.body().getInteger("days_until_expiry")).isEqualTo(89);
        assertThat(me.body().getBoolean("requires_rotation_warning")).isFalse();
        assertThat(me.body().encode()).doesNotContain("secret_hash");
    }

    @Test
    void theAddressSignsInAsWellAndANameThatIsAnothersAddressIsThatName() {
        String first = user("ACTIVE");
        String second = user("ACTIVE");
        admin.sql("UPDATE users SET email = $2 WHERE username = $1", second, first);

        Answer byAddress = admin.login(first + "@example.org", QuickIdentities.SECRET);
        Answer ambiguous = admin.login(first, QuickIdentities.SECRET);

        assertThat(byAddress.status()).isEqualTo(200);
        assertThat(AdminClient.claims(ambiguous.body().getString("access_token"))
                        .getString("username"))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INACTIVE", "DELETED", "LOCKED"})
    void whoMayNotSignInIsToldTheSameAsAWrongPasswordAndKeepsTheirStatus(String status) {
        String name = user(status);

        Answer right = admin.login(name, QuickIdentities.SECRET);
        for (int i = 0; i < 6; i++) {
            admin.login(name, "wrong-password");
        }

        assertRefused(right);
        assertThat(right.body().getString("detail"))
                .isEqualTo(admin.login("nobody-at-all", "wrong-password").body().getString("detail"));
        assertThat(row(name).getString("status")).isEqualTo(status);
        assertThat(row(name).getInteger("failed_login_attempts")).isZero();
    }

    @Test
    void fiveFailuresLockForThirtyMinutesAndThenTheLockEnds() {
        String name = user("ACTIVE");
        for (int i = 0; i < 5; i++) {
            assertRefused(admin.login(name, "wrong-password"));
        }

        Answer whileLocked = admin.login(name, QuickIdentities.SECRET);
        Row locked = row(name);
        admin.sql(
                "UPDATE users SET lockout_until = $2 WHERE username = $1",
                name,
                OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(1));
        Answer afterwards = admin.login(name, QuickIdentities.SECRET);

        assertRefused(whileLocked);
        assertThat(locked.getString("status")).isEqualTo("LOCKED");
        assertThat(locked.getOffsetDateTime("lockout_until"))
                .isBetween(
                        OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(29),
                        OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(30));
        assertThat(afterwards.status()).isEqualTo(200);
        assertThat(row(name).getString("status")).isEqualTo("ACTIVE");
        assertThat(row(name).getOffsetDateTime("lockout_until")).isNull();
        assertThat(row(name).getInteger("failed_login_attempts")).isZero();
    }

    @Test
    void afterALockoutTheCountBeginsAgain() {
        String name = user("LOCKED");
        admin.sql(
                "UPDATE users SET lockout_until = $2, failed_login_attempts = 5 WHERE username = $1",
                name,
                OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(1));

        admin.login(name, "wrong-password");

        assertThat(row(name).getInteger("failed_login_attempts")).isEqualTo(1);
        assertThat(admin.login(name, QuickIdentities.SECRET).status()).isEqualTo(200);
    }

    @Test
    void successForgetsEarlierFailures() {
        String name = user("ACTIVE");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                admin.login(name, "wrong-password");
            }
            assertThat(admin.login(name, QuickIdentities.SECRET).status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenOfSomeoneWhoWasSwitchedOffShowsNoProfile() {
        String name = user("ACTIVE");
        String token = admin.login(name, QuickIdentities.SECRET).body().getString("access_token");
        admin.sql("UPDATE users SET status = 'INACTIVE' WHERE username = $1", name);

        Answer inactive = admin.me(token);
        admin.sql("DELETE FROM users WHERE username = $1", name);
        Answer gone = admin.me(token);

        assertThat(inactive.status()).isEqualTo(401);
        assertThat(inactive.body().getString("detail")).isEqualTo("User is inactive");
        assertThat(gone.status()).isEqualTo(401);
        assertThat(gone.body().getString("detail")).isEqualTo("User not found");
    }

    @Test
    void withoutATokenThereIsNoProfile() {
        Answer none = admin.get("/api/v1/auth/me");
        Answer garbage = admin.me("garbage");

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(garbage.status()).isEqualTo(401);
        assertThat(garbage.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void theFieldsAreCheckedAndThePasswordIsNeverRepeated() {
        Answer answer = admin.login("ab", "hunte");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().getJsonArray("errors")).hasSize(2);
        assertThat(answer.body().encode()).doesNotContain("hunte");
    }

    private static String user(String status) {
        String name = QuickIdentities.username();
        QuickIdentities.user(admin, name, "USER", status);
        return name;
    }

    private static Row row(String name) {
        return admin.sql("SELECT status, lockout_until, failed_login_attempts FROM users WHERE username = $1", name)
                .get(0);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().getString("detail")).isEqualTo("Incorrect username or password");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
}
