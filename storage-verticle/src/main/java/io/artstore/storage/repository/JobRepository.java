package io.artstore.storage.repository;

import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.JobProgress;
import io.artstore.storage.domain.JobState;
import io.artstore.storage.domain.KeptFinding;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Remembers jobs and what they found. An index lets one job of a kind be open at a time. */
public final class JobRepository {
    /** A job's row is small; findings go with their job. */
    private static final String FORGET_OLD = """
            DELETE FROM {jobs}
            WHERE created_at < now() - interval '30 days' AND state NOT IN ('running', 'paused')""";

    private static final String CREATE = """
            WITH created AS (
                INSERT INTO {jobs} (id, kind, state, requested_by, options)
                VALUES ($1, $2, 'running', left($3, 255), $4::text::jsonb)
                ON CONFLICT (kind) WHERE state IN ('running', 'paused') DO NOTHING
                RETURNING id
            ), audited AS (
                INSERT INTO {audit} (event)
                SELECT jsonb_insert($5::text::jsonb, '{data, storage_element_id}', '"{element}"') FROM created
            )
            SELECT id FROM created""";
    private static final String COLUMNS = """
            SELECT id, number, kind, state, requested_by, options::text AS options, documents_done, documents_total,
                   bytes_done, bytes_total, active_ms, position, counts::text AS counts, findings,
                   created_at, updated_at, finished_at, failure
            FROM {jobs}
            """;
    private static final String FIND = COLUMNS + "WHERE id = $1";
    private static final String OPEN = COLUMNS + "WHERE state IN ('running', 'paused') ORDER BY number";
    private static final String PAGE = COLUMNS + """
            WHERE number < $1 AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR state = $3)
            ORDER BY number DESC LIMIT $4""";
    private static final String SAVE = """
            UPDATE {jobs}
            SET documents_done = $2, documents_total = $3, bytes_done = $4, bytes_total = $5, active_ms = $6,
                position = $7, counts = $8::text::jsonb, findings = $9, updated_at = now()
            WHERE id = $1""";
    private static final String SWITCH = """
            UPDATE {jobs} SET state = $2, updated_at = now() WHERE id = $1 AND state IN ('running', 'paused')""";
    private static final String END = """
            WITH ended AS (
                UPDATE {jobs} SET state = $2, failure = left($3, 1000), finished_at = now(), updated_at = now()
                WHERE id = $1 AND state IN ('running', 'paused')
                RETURNING kind, requested_by, options, counts, findings
            )
            INSERT INTO {audit} (event)
            SELECT $4::text::jsonb || jsonb_build_object('data', ($4::text::jsonb -> 'data') || jsonb_build_object(
                'storage_element_id', '{element}', 'kind', kind, 'requested_by', requested_by, 'options', options,
                'counts', counts, 'findings', findings))
            FROM ended""";
    private static final String ADD_FINDINGS = """
            WITH audited AS (
                INSERT INTO {audit} (event)
                SELECT jsonb_insert(event, '{data, storage_element_id}', '"{element}"')
                FROM jsonb_array_elements($3::text::jsonb) AS event
            )
            INSERT INTO {job_findings} (job_id, rule, file_id, path, detail, action)
            SELECT $1, rule, file_id, path, detail, action
            FROM jsonb_to_recordset($2::text::jsonb)
                AS r (rule text, file_id uuid, path text, detail text, action text)""";
    private static final String FINDINGS = """
            SELECT number, rule, file_id, path, detail, action, found_at FROM {job_findings}
            WHERE job_id = $1 AND number > $2 ORDER BY number LIMIT $3""";

    private final Database database;

    public JobRepository(Database database) {
        this.database = database;
    }

    /**
     * Begins a job, with the event for the audit log, unless one of its kind is open; jobs older than a month are
     * forgotten.
     */
    public Future<Boolean> create(
            UUID id, JobKind kind, String requestedBy, Map<String, Object> options, String auditEvent) {
        return database.execute(FORGET_OLD)
                .compose(forgotten -> database.execute(
                        CREATE, Tuple.of(id, kind.label(), requestedBy, RowJson.write(options), auditEvent)))
                .map(created -> created.size() == 1);
    }

    public Future<Optional<Job>> find(UUID id) {
        return database.execute(FIND, Tuple.of(id))
                .map(rows -> jobs(rows).stream().findFirst());
    }

    /** Jobs that have not ended. */
    public Future<List<Job>> open() {
        return database.execute(OPEN).map(JobRepository::jobs);
    }

    /** Jobs before a number, the newest first. */
    public Future<List<Job>> page(long before, Optional<JobKind> kind, Optional<JobState> state, int limit) {
        return database.execute(
                        PAGE,
                        Tuple.of(
                                before,
                                kind.map(JobKind::label).orElse(null),
                                state.map(JobState::label).orElse(null),
                                limit))
                .map(JobRepository::jobs);
    }

    /** How far a job is. */
    public Future<Void> save(
            UUID id, JobProgress progress, Optional<String> position, Map<String, Long> counts, long findings) {
        return database.execute(
                        SAVE,
                        Tuple.tuple()
                                .addUUID(id)
                                .addLong(progress.documentsDone())
                                .addValue(boxed(progress.documentsTotal()))
                                .addLong(progress.bytesDone())
                                .addValue(boxed(progress.bytesTotal()))
                                .addLong(progress.active().toMillis())
                                .addString(position.orElse(null))
                                .addString(RowJson.write(counts))
                                .addLong(findings))
                .mapEmpty();
    }

    /** Pauses or resumes an open job. */
    public Future<Void> switchTo(UUID id, JobState state) {
        return database.execute(SWITCH, Tuple.of(id, state.label())).mapEmpty();
    }

    /** Ends an open job, with the event for the audit log, to which its counts are added. */
    public Future<Void> end(UUID id, JobState state, Optional<String> failure, String auditEvent) {
        return database.execute(END, Tuple.of(id, state.label(), failure.orElse(null), auditEvent))
                .mapEmpty();
    }

    /**
     * Keeps findings, and events of what was done about them.
     *
     * @param auditEvents a JSON array
     */
    public Future<Void> add(UUID job, List<Finding> findings, String auditEvents) {
        List<Map<String, Object>> rows =
                findings.stream().map(JobRepository::row).toList();
        return database.execute(ADD_FINDINGS, Tuple.of(job, RowJson.write(rows), auditEvents))
                .mapEmpty();
    }

    /** What a job found, after a number, in the order it was found. */
    public Future<List<KeptFinding>> findings(UUID job, long after, int limit) {
        return database.execute(FINDINGS, Tuple.of(job, after, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(JobRepository::finding)
                        .toList());
    }

    private static Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static OptionalLong optional(Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static Map<String, Object> row(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("rule", finding.rule().label());
        row.put("file_id", finding.fileId().orElse(null));
        row.put("path", finding.path().map(JobRepository::storable).orElse(null));
        row.put("detail", storable(finding.detail()));
        row.put("action", finding.action().map(JobRepository::storable).orElse(null));
        return row;
    }

    /** Damaged files bring any character, and PostgreSQL takes all but one. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static List<Job> jobs(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(JobRepository::job)
                .toList();
    }

    private static Job job(Row row) {
        return new Job(
                row.getUUID("id"),
                row.getLong("number"),
                JobKind.ofLabel(row.getString("kind")),
                JobState.ofLabel(row.getString("state")),
                row.getString("requested_by"),
                RowJson.readObject(row.getString("options")),
                new JobProgress(
                        row.getLong("documents_done"),
                        optional(row.getLong("documents_total")),
                        row.getLong("bytes_done"),
                        optional(row.getLong("bytes_total")),
                        Duration.ofMillis(row.getLong("active_ms"))),
                Optional.ofNullable(row.getString("position")),
                counts(RowJson.readObject(row.getString("counts"))),
                row.getLong("findings"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("failure")));
    }

    private static Map<String, Long> counts(Map<String, Object> members) {
        Map<String, Long> counts = new LinkedHashMap<>();
        members.forEach((name, value) -> counts.put(name, ((Number) value).longValue()));
        return counts;
    }

    private static KeptFinding finding(Row row) {
        return new KeptFinding(
                row.getLong("number"),
                new Finding(
                        FindingRule.ofLabel(row.getString("rule")),
                        Optional.ofNullable(row.getUUID("file_id")),
                        Optional.ofNullable(row.getString("path")),
                        row.getString("detail"),
                        Optional.ofNullable(row.getString("action"))),
                row.getOffsetDateTime("found_at").toInstant());
    }
}
