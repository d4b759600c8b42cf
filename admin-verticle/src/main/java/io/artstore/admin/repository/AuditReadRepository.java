package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.first;

import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.AuditFilter;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.LinkedRow;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads the audit log: pages for people, the whole for whoever verifies or exports it. */
public final class AuditReadRepository {
    private static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private static final String BOTH = "SELECT " + AuditRows.ROW_COLUMNS + ", " + AuditRows.LINK_COLUMNS;
    private static final String ENTRIES =
            BOTH + " FROM public.audit_logs a LEFT JOIN artstore.audit_chain c ON c.audit_id = a.id";
    private static final String HEAD = "SELECT * FROM artstore.audit_head";
    private static final String LINK =
            "SELECT " + AuditRows.LINK_COLUMNS + " FROM artstore.audit_chain c WHERE c.sequence = $1";
    private static final String LINKED = BOTH + """

            FROM artstore.audit_chain c LEFT JOIN public.audit_logs a ON a.id = c.audit_id
            WHERE c.sequence > $1 ORDER BY c.sequence LIMIT $2""";
    private static final String UNLINKED = """
            SELECT a.id FROM public.audit_logs a
            WHERE a.id > $1 AND NOT EXISTS (SELECT FROM artstore.audit_chain c WHERE c.audit_id = a.id)
            ORDER BY a.id LIMIT $2""";

    private static final String ARCHIVED =
            "SELECT * FROM artstore.audit_archives WHERE last_sequence > $1 ORDER BY last_sequence LIMIT $2";
    private static final String LATEST_ARCHIVED =
            "SELECT * FROM artstore.audit_archives ORDER BY last_sequence DESC LIMIT 1";

    private final Pool pool;

    public AuditReadRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** Rows before a number, newest first. */
    public Future<List<AuditEntry>> newest(AuditFilter filter, Optional<Long> before, int limit) {
        AuditConditions conditions = new AuditConditions(filter);
        before.ifPresent(id -> conditions.and("a.id < ", id));
        return entries(conditions, " ORDER BY a.id DESC LIMIT ", limit);
    }

    /** Rows after a number, oldest first. */
    public Future<List<AuditEntry>> oldest(AuditFilter filter, long after, int limit) {
        return entries(new AuditConditions(filter).and("a.id > ", after), " ORDER BY a.id LIMIT ", limit);
    }

    public Future<Optional<AuditEntry>> find(long id) {
        return pool.preparedQuery(ENTRIES + " WHERE a.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> first(rows, AuditReadRepository::entry))
                .recover(PgFailures::explain);
    }

    public Future<Optional<ChainHead>> head() {
        return pool.query(HEAD)
                .execute()
                .map(rows -> first(rows, AuditRows::head))
                .recover(PgFailures::explain);
    }

    /** One state of the log, whatever is appended meanwhile. */
    public <T> Future<T> inSnapshot(Function<Snapshot, Future<T>> work) {
        return pool.getConnection()
                .compose(connection -> connection
                        .query(SNAPSHOT)
                        .execute()
                        .compose(begun -> work.apply(new Snapshot(connection)))
                        .eventually(() -> connection.query("ROLLBACK").execute())
                        .eventually(connection::close))
                .recover(PgFailures::explain);
    }

    /** The log as it was at one moment. */
    public static final class Snapshot {
        private final SqlConnection connection;

        Snapshot(SqlConnection connection) {
            this.connection = connection;
        }

        public Future<Optional<ChainHead>> head() {
            return connection.query(HEAD).execute().map(rows -> first(rows, AuditRows::head));
        }

        public Future<Optional<ChainLink>> link(long sequence) {
            return connection.preparedQuery(LINK).execute(Tuple.of(sequence)).map(rows -> first(rows, AuditRows::link));
        }

        /** Links after a number, with their rows. */
        public Future<List<LinkedRow>> linked(long after, int limit) {
            return connection
                    .preparedQuery(LINKED)
                    .execute(Tuple.of(after, limit))
                    .map(rows ->
                            rows.stream().map(AuditReadRepository::linkedRow).toList());
        }

        /** Archived parts that end behind a link, in the order of the chain. */
        public Future<List<ArchivedPart>> archived(long after, int limit) {
            return connection
                    .preparedQuery(ARCHIVED)
                    .execute(Tuple.of(after, limit))
                    .map(rows -> rows.stream().map(AuditRows::archived).toList());
        }

        /** The part that was archived last; empty where none was. */
        public Future<Optional<ArchivedPart>> latestArchived() {
            return connection.query(LATEST_ARCHIVED).execute().map(rows -> first(rows, AuditRows::archived));
        }

        /** Numbers of rows that no link holds, after a number. */
        public Future<List<Long>> unlinked(long after, int limit) {
            return connection
                    .preparedQuery(UNLINKED)
                    .execute(Tuple.of(after, limit))
                    .map(rows -> rows.stream().map(row -> row.getLong(0)).toList());
        }
    }

    private Future<List<AuditEntry>> entries(AuditConditions conditions, String order, int limit) {
        String sql = ENTRIES + conditions.where() + order + conditions.limitParameter();
        return pool.preparedQuery(sql)
                .execute(conditions.valuesWithLimit(limit))
                .map(rows -> rows.stream().map(AuditReadRepository::entry).toList())
                .recover(PgFailures::explain);
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                AuditRows.row(row), Optional.ofNullable(row.getLong("sequence")).map(linked -> AuditRows.link(row)));
    }

    private static LinkedRow linkedRow(Row row) {
        return new LinkedRow(
                AuditRows.link(row), Optional.ofNullable(row.getLong("id")).map(there -> AuditRows.row(row)));
    }
}
