package io.artstore.query.repository;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** How many documents the index holds, as the planner knows it; nearly every search asks. Belongs to one event loop. */
final class IndexSize {
    /** It changes when the table is analysed. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final String ROWS =
            "SELECT reltuples::bigint FROM pg_class WHERE oid = 'public.file_metadata_cache'::regclass";

    private final Pool pool;
    private Future<Long> rows = Future.failedFuture("not asked yet");
    private long askedAtNanos;

    IndexSize(Pool pool) {
        this.pool = pool;
    }

    /** Negative before the first ANALYZE. */
    Future<Long> rows() {
        long now = System.nanoTime();
        if (rows.failed() || now - askedAtNanos > KEPT.toNanos()) {
            askedAtNanos = now;
            rows = pool.preparedQuery(ROWS)
                    .execute()
                    .map(found -> found.iterator().next().getLong(0));
        }
        return rows;
    }
}
