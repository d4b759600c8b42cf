package io.artstore.admin.repository;

import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.domain.StorageElementQuery;
import io.artstore.admin.domain.StorageElementQuery.Page;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the registered storage elements. */
public final class StorageElementRepository {
    private static final String BY_ID = StorageElementRows.SELECT + "WHERE e.id = $1";

    private static final String MATCHING = """
            WHERE ($1::text IS NULL OR e.status::text = $1)
                AND ($2::text IS NULL OR e.mode::text = $2)
                AND ($3::text IS NULL OR e.storage_type::text = $3)
                AND ($4::text IS NULL OR position(lower($4) IN lower(e.name)) > 0
                    OR position(lower($4) IN lower(r.element_id)) > 0)
            """;

    private static final String PAGE =
            StorageElementRows.SELECT + MATCHING + "ORDER BY coalesce(r.priority, 100), e.id OFFSET $5 LIMIT $6";

    private static final String COUNT = """
            SELECT count(*) AS total FROM public.storage_elements e
            LEFT JOIN artstore.storage_element_records r ON r.storage_element_id = e.id
            """ + MATCHING;

    private static final String IDS = "SELECT id FROM public.storage_elements ORDER BY id LIMIT $1";

    private static final String RETENTION_ENDS =
            "e.created_at + least(e.retention_days, 1000000) * interval '24 hours'";

    private static final String RETENTION =
            StorageElementRows.SELECT + "WHERE e.retention_days IS NOT NULL AND " + RETENTION_ENDS
                    + " > now() + $1::float8 * interval '1 second' AND " + RETENTION_ENDS
                    + " <= now() + $2::float8 * interval '1 second' ORDER BY " + RETENTION_ENDS + ", e.id LIMIT $3";

    /** Of {@code RETENTION}; further back than any row. */
    private static final double LONG_AGO_SECONDS = -Duration.ofDays(365_000).toSeconds();

    private final Pool pool;

    public StorageElementRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    public Future<Optional<StorageElement>> find(int id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows, StorageElementRows::element))
                .recover(PgFailures::explain);
    }

    /** By priority, then in the order of their registration. */
    public Future<Page> page(StorageElementQuery query) {
        Object[] filter = {
            query.status().map(Enum::name).orElse(null),
            query.mode().map(Enum::name).orElse(null),
            query.storageType().map(Enum::name).orElse(null),
            query.search().orElse(null)
        };
        Tuple page = Tuple.from(Arrays.asList(filter)).addInteger(query.skip()).addInteger(query.limit());
        return pool.preparedQuery(COUNT)
                .execute(Tuple.from(Arrays.asList(filter)))
                .map(rows -> rows.iterator().next().getLong("total"))
                .compose(total -> pool.preparedQuery(PAGE).execute(page).map(rows -> new Page(total, elements(rows))))
                .recover(PgFailures::explain);
    }

    public Future<List<Integer>> ids(int limit) {
        return pool.preparedQuery(IDS)
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().map(row -> row.getInteger("id")).toList())
                .recover(PgFailures::explain);
    }

    /** Elements whose retention ends from now on and within this time, the soonest first. */
    public Future<List<StorageElement>> retentionEndsWithin(Duration time, int limit) {
        return retention(0, time.toSeconds(), limit);
    }

    /** Elements whose retention has ended, the longest ago first. */
    public Future<List<StorageElement>> retentionEnded(int limit) {
        return retention(LONG_AGO_SECONDS, 0, limit);
    }

    private Future<List<StorageElement>> retention(double after, double until, int limit) {
        return pool.preparedQuery(RETENTION)
                .execute(Tuple.of(after, until, limit))
                .map(StorageElementRepository::elements)
                .recover(PgFailures::explain);
    }

    private static List<StorageElement> elements(RowSet<Row> rows) {
        return rows.stream().map(StorageElementRows::element).toList();
    }
}
