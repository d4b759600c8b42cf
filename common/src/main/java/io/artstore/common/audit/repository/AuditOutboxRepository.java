package io.artstore.common.audit.repository;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The outbox of one database: events that were committed together with what they tell, until admin has them. */
public final class AuditOutboxRepository {
    /** The outbox of admin and of query. */
    public static final String TABLE = "artstore.audit_outbox";

    private static final Pattern NAME = Pattern.compile("artstore\\.[a-z][a-z0-9_]*");
    /** Counting all of a long queue would cost more than the number is worth. */
    private static final int COUNTED = 100_000;

    private final Pool pool;
    private final String add;
    private final String page;
    private final String delete;
    private final String backlog;
    private final String table;

    /**
     * An outbox.
     *
     * @param table {@link #TABLE}, or what {@link #ofElement} says
     */
    public AuditOutboxRepository(Pool pool, String table) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.table = table;
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("'" + table + "' cannot be an outbox");
        }
        this.add = "INSERT INTO " + table + " (event) SELECT event FROM jsonb_array_elements($1::text::jsonb)"
                + " WITH ORDINALITY AS given (event, position) ORDER BY position";
        this.page = "SELECT id, event::text, created_at FROM " + table + " ORDER BY id LIMIT $1";
        this.delete = "DELETE FROM " + table + " WHERE id = ANY ($1)";
        this.backlog = "SELECT (SELECT count(*) FROM (SELECT FROM " + table + " LIMIT " + COUNTED + ") AS counted),"
                + " coalesce((SELECT extract(epoch FROM clock_timestamp() - created_at) FROM " + table
                + " ORDER BY id LIMIT 1), 0)::float8";
    }

    /** The name of a storage element's outbox, whose id is safe to stand in SQL. */
    public static String ofElement(String elementId) {
        return "artstore." + elementId + "_audit_outbox";
    }

    /** An event as it lies there. */
    public record Stored(long id, String json, Instant storedAt) {}

    /**
     * How much waits.
     *
     * @param events at most {@value #COUNTED}
     * @param ageSeconds of the oldest
     */
    public record Backlog(long events, double ageSeconds) {}

    /**
     * Adds events in a transaction of the caller's, or in one of their own.
     *
     * @param client the transaction's connection, or the pool
     * @param events a JSON array
     */
    public Future<Void> add(SqlClient client, String events) {
        return client.preparedQuery(add).execute(Tuple.of(events)).mapEmpty();
    }

    /** Adds events in a transaction of their own. */
    public Future<Void> add(String events) {
        return add(pool, events);
    }

    /**
     * Hands the oldest events on and deletes them, if that succeeds; one process at a time.
     *
     * @return how many that were; none where another process is at it
     */
    public Future<Integer> handOn(int limit, Function<List<Stored>, Future<?>> receiver) {
        return pool.withTransaction(
                connection -> lock(connection).compose(mine -> mine ? handOn(connection, limit, receiver) : none()));
    }

    public Future<Backlog> backlog() {
        return pool.preparedQuery(backlog)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Backlog(row.getLong(0), row.getDouble(1)));
    }

    private Future<Boolean> lock(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of("artstore.audit.relay." + table))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Future<Integer> handOn(SqlConnection connection, int limit, Function<List<Stored>, Future<?>> receiver) {
        return connection
                .preparedQuery(page)
                .execute(Tuple.of(limit))
                .map(AuditOutboxRepository::stored)
                .compose(events -> events.isEmpty()
                        ? none()
                        : receiver.apply(events).compose(taken -> delete(connection, events)));
    }

    private Future<Integer> delete(SqlConnection connection, List<Stored> events) {
        Long[] ids = events.stream().map(Stored::id).toArray(Long[]::new);
        return connection.preparedQuery(delete).execute(Tuple.of(ids)).map(SqlResult::rowCount);
    }

    private static List<Stored> stored(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Stored(
                        row.getLong(0),
                        row.getString(1),
                        row.getOffsetDateTime(2).toInstant()))
                .toList();
    }

    private static Future<Integer> none() {
        return Future.succeededFuture(0);
    }
}
