package io.artstore.admin.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.RefreshToken;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.DatabaseSettings.SslMode;
import io.artstore.common.database.PgPools;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** While the database is away, requests are told to come back, and not that something broke. */
class DatabaseAwayTest extends WithVertx {
    private Pool pool;

    @BeforeAll
    void openPoolToNobody() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        pool = PgPools.open(
                vertx,
                new DatabaseSettings("127.0.0.1", port, "artstore_admin", "artstore", "secret", SslMode.DISABLE),
                1,
                "database-away-test");
    }

    @AfterAll
    void closePool() {
        await(pool.close());
    }

    @Test
    void everyStatementOfARequestIsUnavailable() {
        assertUnavailable(new ServiceAccountRepository(pool).findByClientIds(List.of("sa_prod_1")));
        assertUnavailable(new ServiceAccountRepository(pool).findById(new UUID(0, 1)));
        assertUnavailable(new UserRepository(pool).findByUsernameOrEmail("admin"));
        assertUnavailable(new UserRepository(pool).findById(1));
        assertUnavailable(new UserRepository(pool).recordSuccess(1, "hash", Instant.EPOCH));
        assertUnavailable(new UserRepository(pool).recordFailure(1, Instant.EPOCH, LockoutPolicy.CHECKPOINT));
        assertUnavailable(new RefreshFamilyRepository(pool)
                .advance(new RefreshToken(new UUID(0, 1), 0, new AccountId.OfUser(1), Instant.EPOCH, Instant.EPOCH)));
        assertUnavailable(new RefreshFamilyRepository(pool).end(new UUID(0, 1), Instant.EPOCH, Instant.EPOCH));
        assertUnavailable(new RevocationRepository(pool).record(new Revocation(Kind.TOKEN, "a", 1, 2), "[]"));
        assertUnavailable(new RevocationRepository(pool).after(0, Instant.EPOCH));
        assertUnavailable(new RevocationRepository(pool).subjectRevokedSince("1", Instant.EPOCH));
        assertUnavailable(new SigningKeyRepository(pool).expiringAfter(Instant.EPOCH));
    }

    private static void assertUnavailable(Future<?> statement) {
        Throwable cause = await(statement.<Throwable>map(row -> null).otherwise(failure -> failure));
        assertThat(cause).isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
