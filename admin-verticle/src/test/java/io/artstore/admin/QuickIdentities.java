package io.artstore.admin;

import io.artstore.admin.AdminClient.Answer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** People and applications put straight into the database, with a secret that is quick to check. */
final class QuickIdentities {
    /** Everybody's password or client secret. */
    static final String SECRET = "test-password";
    /** Of that, at cost 5, so that many attempts are quick; made by crypt(3), not by our library. */
    static final String HASH = "$2b$05$LJ3m4ys3Lg5V8mZ9kQwErO8e39g5M/Cpyl2QoMzChP7evUk483HGa";

    private QuickIdentities() {}

    /** An active service account, a day old; returns its id. */
    static String account(AdminClient admin, String role) {
        UUID id = UUID.randomUUID();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        admin.sql("""
                INSERT INTO service_accounts (id, name, client_id, client_secret_hash, secret_history, secret_changed_at,
                    role, status, is_system, rate_limit, secret_expires_at, created_at, updated_at)
                VALUES ($1, $2, $3, $4, '[]', $5, $6::text::service_account_role_enum, 'ACTIVE', false, 100, $7, $5, $5)""", id, "name-" + id, clientId(id.toString()), HASH, now.minusDays(1), role, now.plusDays(30));
        return id.toString();
    }

    /** The client id of such an account. */
    static String clientId(String accountId) {
        return "client-" + accountId;
    }

    /** What such an account is answered when it asks for tokens with its first secret. */
    static Answer tokens(AdminClient admin, String accountId) {
        return admin.token(clientId(accountId), SECRET);
    }

    /** A name that nobody has. */
    static String username() {
        return "user-" + UUID.randomUUID();
    }

    /** A user, a day old, with an address made of the name; returns their number. */
    static int user(AdminClient admin, String name, String role, String status) {
        return admin.sql(
                        """
                        INSERT INTO users (username, email, hashed_password, role, status, is_system,
                            failed_login_attempts, created_at, updated_at)
                        VALUES ($1, $2, $3, $4::text::user_role_enum, $5::text::user_status_enum, false, 0, $6, $6)
                        RETURNING id""",
                        name,
                        name + "@example.org",
                        HASH,
                        role,
                        status,
                        OffsetDateTime.now(ZoneOffset.UTC).minusDays(1))
                .get(0)
                .getInteger("id");
    }
}
