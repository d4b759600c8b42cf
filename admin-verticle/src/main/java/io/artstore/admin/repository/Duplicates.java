package io.artstore.admin.repository;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.Optional;

/** Rows that the database refused because there is one like it. */
final class Duplicates {
    private static final String UNIQUE_VIOLATION = "23505";

    private Duplicates() {}

    /** The column, as the name of the broken index or constraint has it; empty for any other failure. */
    static Optional<String> column(Throwable failure, String... columns) {
        if (!(failure instanceof PgException refused) || !UNIQUE_VIOLATION.equals(refused.getSqlState())) {
            return Optional.empty();
        }
        String constraint = String.valueOf(refused.getConstraint());
        for (String column : columns) {
            if (constraint.endsWith("_" + column)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    static <T> Future<T> conflict(String detail) {
        return Future.failedFuture(new ServiceException(ErrorCode.CONFLICT, detail));
    }
}
