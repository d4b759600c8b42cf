package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.testkit.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tokens follow their service account: suspended, deleted, or of another role. */
class ServiceAccountAccessIT extends WithServiceAccounts {
    ServiceAccountAccessIT(AdminFixture installation) {
        super(installation);
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
}
