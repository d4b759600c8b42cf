package io.artstore.admin.repository;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
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

    /** As a parameter for {@code timestamptz}. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
