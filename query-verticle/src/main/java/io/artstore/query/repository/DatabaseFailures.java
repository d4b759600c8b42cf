package io.artstore.query.repository;

import io.artstore.common.database.PgFailures;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;

/** The one table between what the database answers and what a caller may be told. */
public final class DatabaseFailures {
    private static final String CANCELLED = "57014";

    /** Classes of SQLSTATE that blame the values and not the server: data exception, integrity, program limit. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    private DatabaseFailures() {}

    /** For searches, which the server cancels after the statement timeout. */
    static <T> Future<T> translate(Throwable failure, Duration statementTimeout) {
        if (failure instanceof PgException refused && CANCELLED.equals(refused.getSqlState())) {
            return Future.failedFuture(new ServiceException(
                    ErrorCode.TIMEOUT,
                    "the search took longer than " + statementTimeout.toMillis()
                            + " ms and was cancelled; ask for rarer words or add filters"));
        }
        if (PgFailures.isUnreachable(failure)) {
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

    private static boolean inClass(PgException failure, Set<String> classes) {
        String state = failure.getSqlState();
        return state != null && state.length() == 5 && classes.contains(state.substring(0, 2));
    }
}
