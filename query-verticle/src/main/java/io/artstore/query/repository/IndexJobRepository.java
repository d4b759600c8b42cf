package io.artstore.query.repository;

import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.domain.ElementFindings;
import io.artstore.query.domain.ElementFindings.Drift;
import io.artstore.query.domain.IndexJob;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Remembers jobs and what they found. A job that shows no progress for two minutes has lost its process: it failed. */
public final class IndexJobRepository {
    private static final String CREATE = """
            INSERT INTO artstore.index_jobs (id, kind, state, requested_by) VALUES ($1, $2, 'running', $3)""";
    private static final String FORGET_OLD = """
            WITH old AS (DELETE FROM artstore.index_jobs WHERE created_at < now() - interval '30 days' RETURNING id)
            DELETE FROM artstore.index_findings WHERE job_id IN (SELECT id FROM old)""";
    private static final String PLAN =
            "UPDATE artstore.index_jobs SET elements_total = $2, updated_at = now() WHERE id = $1";
    private static final String PROGRESS = """
            UPDATE artstore.index_jobs SET changes_read = changes_read + $2, updated_at = now() WHERE id = $1""";
    private static final String FINISH = """
            UPDATE artstore.index_jobs SET state = $2, failure = $3, finished_at = now(), updated_at = now()
            WHERE id = $1""";
    private static final String ADD_FINDINGS = """
            INSERT INTO artstore.index_findings (job_id, element_id, documents, indexed, missing, missing_examples,
                different, different_examples, surplus, surplus_examples, failure)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";
    private static final String FIND = """
            SELECT *, state = 'running' AND updated_at < now() - interval '2 minutes' AS lost
            FROM artstore.index_jobs WHERE id = $1""";
    private static final String FINDINGS =
            "SELECT * FROM artstore.index_findings WHERE job_id = $1 ORDER BY element_id";
    private static final String LOST = "the process that ran it ended; start another one";

    private final Pool pool;

    public IndexJobRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** Begins a job; jobs older than a month are forgotten. */
    public Future<Void> create(UUID id, IndexJob.Kind kind, String requestedBy) {
        String name = ColumnLimits.cut(requestedBy, ColumnLimits.USERNAME);
        return pool.query(FORGET_OLD).execute().compose(done -> run(CREATE, Tuple.of(id, kind.label(), name)));
    }

    public Future<Void> plan(UUID id, int elements) {
        return run(PLAN, Tuple.of(id, elements));
    }

    public Future<Void> progress(UUID id, int changes) {
        return run(PROGRESS, Tuple.of(id, (long) changes));
    }

    public Future<Void> add(UUID id, ElementFindings found) {
        return run(
                ADD_FINDINGS,
                Tuple.tuple()
                        .addUUID(id)
                        .addString(found.elementId())
                        .addLong(found.documents())
                        .addLong(found.indexed())
                        .addLong(found.missing().count())
                        .addArrayOfString(examples(found.missing()))
                        .addLong(found.different().count())
                        .addArrayOfString(examples(found.different()))
                        .addLong(found.surplus().count())
                        .addArrayOfString(examples(found.surplus()))
                        .addString(found.failure().orElse(null)));
    }

    /** Ends a job, as failed where a reason is given. */
    public Future<Void> finish(UUID id, Optional<String> failure) {
        IndexJob.State state = failure.isPresent() ? IndexJob.State.FAILED : IndexJob.State.FINISHED;
        return run(FINISH, Tuple.of(id, state.label(), failure.orElse(null)));
    }

    public Future<Optional<IndexJob>> find(UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .compose(jobs -> jobs.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : withFindings(id, jobs.iterator().next()).map(Optional::of));
    }

    private Future<IndexJob> withFindings(UUID id, Row job) {
        return pool.preparedQuery(FINDINGS).execute(Tuple.of(id)).map(findings -> job(job, findings));
    }

    private Future<Void> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).mapEmpty();
    }

    private static String[] examples(Drift drift) {
        return drift.examples().toArray(String[]::new);
    }

    private static IndexJob job(Row row, RowSet<Row> findings) {
        boolean lost = row.getBoolean("lost");
        return new IndexJob(
                row.getUUID("id"),
                IndexJob.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                lost
                        ? IndexJob.State.FAILED
                        : IndexJob.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("requested_by"),
                row.getInteger("elements_total"),
                row.getLong("changes_read"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                findings.stream().map(IndexJobRepository::findings).toList(),
                lost ? Optional.of(LOST) : Optional.ofNullable(row.getString("failure")));
    }

    private static ElementFindings findings(Row row) {
        return new ElementFindings(
                row.getString("element_id"),
                row.getLong("documents"),
                row.getLong("indexed"),
                drift(row, "missing"),
                drift(row, "different"),
                drift(row, "surplus"),
                Optional.ofNullable(row.getString("failure")));
    }

    private static Drift drift(Row row, String kind) {
        return new Drift(row.getLong(kind), List.of(row.getArrayOfStrings(kind + "_examples")));
    }
}
