package io.artstore.query.repository;

import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.domain.DownloadRecord;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;

/** Writes {@code download_statistics}. */
public final class DownloadStatisticsRepository {
    private static final String INSERT = """
            INSERT INTO public.download_statistics
                (file_id, bytes_transferred, download_time_ms, was_resumed, username, storage_element_id)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private final Pool pool;

    public DownloadStatisticsRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Void> add(List<DownloadRecord> records) {
        List<Tuple> rows =
                records.stream().map(DownloadStatisticsRepository::values).toList();
        return pool.preparedQuery(INSERT).executeBatch(rows).mapEmpty();
    }

    private static Tuple values(DownloadRecord entry) {
        return Tuple.tuple()
                .addString(entry.fileId())
                .addLong(entry.bytes())
                .addInteger(Millis.ofInt(entry.elapsed()))
                .addBoolean(entry.resumed())
                .addString(ColumnLimits.cut(entry.username(), ColumnLimits.USERNAME))
                .addString(entry.elementId());
    }
}
