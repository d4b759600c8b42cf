package io.artstore.admin.repository;

import io.artstore.admin.domain.AccountPosition;
import io.artstore.admin.domain.PageRequest;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/** How values of rows become values of the domain. */
final class Rows {
    private Rows() {}

    static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> reader) {
        return rows.stream().findFirst().map(reader);
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static Optional<Instant> optionalInstant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    static Optional<String> optionalText(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }

    /** The parameters of a filter, and behind them where a page begins, how many to pass over, and one more than its length. */
    static Tuple withPage(Tuple filter, PageRequest<?> wanted) {
        return filter.addValue(wanted.after()
                        .map(AccountPosition::createdAt)
                        .map(Rows::timestamp)
                        .orElse(null))
                .addValue(wanted.after().<Object>map(AccountPosition::id).orElse(null))
                .addInteger(wanted.skip())
                .addInteger(wanted.limit() + 1);
    }

    /** As a parameter for {@code timestamptz}. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
