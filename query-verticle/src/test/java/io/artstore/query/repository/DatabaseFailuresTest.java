package io.artstore.query.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

    @Test
    void aCancelledStatementIsATimeout() {
        assertThat(translated(refusal("57014")))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    static Stream<Throwable> absences() {
        return Stream.of(
                new ConnectException("Connection refused"),
                ClosedConnectionException.INSTANCE,
                new ConnectionPoolTooBusyException("Connection pool reached max wait queue size of 1000"),
                Future.failedFuture("Timeout").cause(),
                refusal("57P01"),
                refusal("53300"),
                refusal("08006"));
    }

    @ParameterizedTest
    @MethodSource("absences")
    void aServerThatIsAwayIsWorthTryingAgain(Throwable failure) {
        assertThat(translated(failure)).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(e.headers()).containsKey("Retry-After");
        });
        assertThat(DatabaseFailures.isAboutValues(failure)).isFalse();
    }

    @Test
    void aFaultOfTheProgramIsNotExplainedAway() {
        PgException fault = refusal("42P01");

        assertThat(translated(fault)).isSameAs(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22021", "23514", "54000"})
    void whatIsWrongWithTheValuesStaysWrong(String state) {
        assertThat(DatabaseFailures.isAboutValues(refusal(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03", "57014"})
    void whatHappenedToPassMayNotHappenAgain(String state) {
        assertThat(DatabaseFailures.isAboutValues(refusal(state))).isFalse();
    }

    private static Throwable translated(Throwable failure) {
        return DatabaseFailures.translate(failure, Duration.ofSeconds(5)).cause();
    }

    private static PgException refusal(String state) {
        return new PgException("refused", "ERROR", state, null);
    }
}
