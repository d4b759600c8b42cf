package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.error.ServiceException;
import io.artstore.common.testkit.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** For tests of verification: admin's key, a stranger's, revocations, and the claims of a good token. */
abstract class WithTokens {
    static final Issuer ADMIN = Issuer.create("3b1f7a51-6f3c-4f0e-9d0e-0a6f7d1b2c3d");
    static final Issuer STRANGER = Issuer.create("3b1f7a51-6f3c-4f0e-9d0e-0a6f7d1b2c3d");

    final Vertx vertx = Vertx.vertx();
    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    final FakeAdmin admin = new FakeAdmin().publishes(ADMIN);
    final List<Revocation> revoked = new ArrayList<>();
    final RevocationList revocations = RevocationList.follow(
            vertx, after -> Future.succeededFuture(new Revocations(revoked, after, false)), clock);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    JsonObject claims() {
        long now = clock.instant().getEpochSecond();
        return new JsonObject()
                .put("sub", "0d9c7a4e-0000-4000-8000-000000000001")
                .put("username", "reports")
                .put("role", "user")
                .put("type", "access")
                .put("iss", "artstore")
                .put("iat", now)
                .put("nbf", now)
                .put("exp", now + 1_800);
    }

    JwtTokenVerifier verifier(List<String> trustedPems) {
        return new JwtTokenVerifier(
                new VerificationKeyStore(vertx, admin, trustedPems, clock), revocations, "artstore", clock);
    }

    Caller verified(String token) {
        Future<Caller> result = verifier(List.of()).verify(token);
        assertThat(result.cause()).isNull();
        return result.result();
    }

    ServiceException refusal(String token) {
        Future<Caller> result = verifier(List.of()).verify(token);
        assertThat(result.cause()).isInstanceOf(ServiceException.class);
        return (ServiceException) result.cause();
    }
}
