package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is stopped, ended, locked out, or given another role or password is out at once. */
class UserAccessIT extends WithUsers {
    UserAccessIT(AdminFixture installation) {
        super(installation);
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
}
