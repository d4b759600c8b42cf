package io.artstore.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgFailuresTest {
    static Stream<Throwable> absences() {
        return Stream.of(
                new ConnectException("Connection refused"),
                ClosedConnectionException.INSTANCE,
                new ConnectionPoolTooBusyException("Connection pool reached max wait queue size of 1000"),
                Future.failedFuture("Timeout").cause(),
                refusal("57P01"),
                refusal("53300"),
                refusal("55000"),
                refusal("08006"));
    }

    @ParameterizedTest
    @MethodSource("absences")
    void aDatabaseThatIsAwayIsWorthTryingAgain(Throwable failure) {
        assertThat(PgFailures.explain(failure).cause()).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(e.headers()).containsEntry("Retry-After", "2");
            assertThat(e.detail()).doesNotContain(String.valueOf(failure.getMessage()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "22001", "23505", "40001"})
    void aFaultOfTheProgramIsNotExplainedAway(String state) {
        PgException fault = refusal(state);

        assertThat(PgFailures.explain(fault).cause()).isSameAs(fault);
    }

    private static PgException refusal(String state) {
        return new PgException("refused", "ERROR", state, null);
    }
}
