package io.artstore.query.repository;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The one table between what the database answers and what a caller may be told. */
public final class DatabaseFailures {
    private static final String CANCELLED = "57014";

    /** All the pool says when no connection became free in time; it has no type for it. */
    private static final String POOL_EXHAUSTED = "Timeout";

    /** Classes of SQLSTATE that blame the values and not the server: data exception, integrity, program limit. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    /** Connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> SERVER_CLASSES = Set.of("08", "53", "57", "58");

    private DatabaseFailures() {}

    /** For searches, which the server cancels after the statement timeout. */
    static <T> Future<T> translate(Throwable failure, Duration statementTimeout) {
        if (failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState())) {
            return Future.failedFuture(new ServiceException(
                    ErrorCode.TIMEOUT,
                    "the search took longer than " + statementTimeout.toMillis()
                            + " ms and was cancelled; ask for rarer words or add filters"));
        }
        if (unreachable(failure)) {
            return Future.failedFuture(new ServiceException(
                            ErrorCode.UNAVAILABLE, "the index cannot be read at the moment; try again shortly")
                    .withHeader("Retry-After", "2"));
        }
        return Future.failedFuture(failure);
    }

    /** Whether the same values would fail again, however healthy the server is. */
    static boolean isAboutValues(Throwable failure) {
        return failure instanceof PgException refused && inClass(refused, DATA_CLASSES);
    }

    private static boolean unreachable(Throwable failure) {
        if (failure instanceof PgException refused) {
            return inClass(refused, SERVER_CLASSES);
        }
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException
                || POOL_EXHAUSTED.equals(failure.getMessage());
    }

    private static boolean inClass(PgException failure, Set<String> classes) {
        String state = failure.getSqlState();
        return state != null && state.length() == 5 && classes.contains(state.substring(0, 2));
    }
}
