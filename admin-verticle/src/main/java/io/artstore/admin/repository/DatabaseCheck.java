package io.artstore.admin.repository;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database answers. The reason shown to the public has no addresses in it; the log has the rest. */
public final class DatabaseCheck implements Supplier<Future<Void>> {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);

    private final Pool pool;

    public DatabaseCheck(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    @Override
    public Future<Void> get() {
        return pool.query("SELECT 1")
                .execute()
                .<Void>mapEmpty()
                .onFailure(e -> LOG.atWarn().setCause(e).log("the database does not answer"))
                .recover(e -> Future.failedFuture("the database does not answer"));
    }
}
