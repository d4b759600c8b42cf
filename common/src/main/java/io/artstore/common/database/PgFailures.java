package io.artstore.common.database;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a database that is away, which passes, from a fault of the program, which does not. */
public final class PgFailures {
    private static final Logger LOG = LoggerFactory.getLogger(PgFailures.class);

    private static final String RETRY_AFTER_SECONDS = "2";

    /** All the pool says when no connection became free in time; it has no type for it. */
    private static final String POOL_EXHAUSTED = "Timeout";

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> SERVER_CLASSES = Set.of("08", "53", "57", "58");

    /** What a database says that allows no connections, as operators have it while they restore one. */
    private static final String CLOSED_TO_CONNECTIONS = "55000";

    private PgFailures() {}

    /** Whether the server could not be reached or could not work, so that the same statement may succeed later. */
    public static boolean isUnreachable(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return CLOSED_TO_CONNECTIONS.equals(state)
                    || (state != null && state.length() == 5 && SERVER_CLASSES.contains(state.substring(0, 2)));
        }
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException
                || POOL_EXHAUSTED.equals(failure.getMessage());
    }

    /**
     * For {@link Future#recover}: {@code UNAVAILABLE} with {@code Retry-After} while the database is away, any other
     * failure as it is. The reason is logged and not told.
     */
    public static <T> Future<T> explain(Throwable failure) {
        if (!isUnreachable(failure)) {
            return Future.failedFuture(failure);
        }
        LOG.atWarn().addKeyValue("reason", String.valueOf(failure.getMessage())).log("the database is away");
        return Future.failedFuture(
                new ServiceException(ErrorCode.UNAVAILABLE, "The database does not answer; try again shortly")
                        .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }
}
