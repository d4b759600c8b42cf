package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.first;
import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.audit.Appendix;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.ChainState;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Appends to {@code public.audit_logs} and to the chain in schema {@code artstore}. One appender at a time, on whatever
 * node: it holds the lock of the head's row.
 */
public final class AuditChainRepository {
    /** Also where the head is gone, or nobody could append any more. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('artstore.audit.chain', 0))";

    private static final String HEAD = "SELECT * FROM artstore.audit_head FOR UPDATE";
    private static final String LAST =
            "SELECT " + AuditRows.LINK_COLUMNS + " FROM artstore.audit_chain c ORDER BY sequence DESC LIMIT 1";
    private static final String KNOWN = """
            SELECT
                ARRAY(SELECT event_id FROM artstore.audit_chain WHERE event_id = ANY ($1)) AS recorded,
                ARRAY(SELECT id FROM public.users WHERE id = ANY ($2)) AS users,
                ARRAY(SELECT id FROM public.service_accounts WHERE id = ANY ($3)) AS service_accounts,
                ARRAY(SELECT nextval('public.audit_logs_id_seq') FROM generate_series(1, $4)) AS free_ids""";
    private static final String GIVEN = """
            WITH given AS (
                SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS r (
                    id bigint, event_type text, severity text, user_id integer, service_account_id uuid, actor_type text,
                    resource_type text, resource_id text, action text, ip_address text, user_agent text,
                    request_id text, session_id text, data jsonb, success boolean, error_message text,
                    hmac_signature text, created_at timestamptz, sequence bigint, event_id uuid, key_id text,
                    adopted boolean, appended_at timestamptz, previous_hash text, row_hash text, seal text)
            )""";
    private static final String LINK = """
            INSERT INTO artstore.audit_chain (
                sequence, audit_id, event_id, key_id, adopted, appended_at, previous_hash, row_hash, seal)
            SELECT sequence, id, event_id, key_id, adopted, appended_at, decode(previous_hash, 'hex'),
                decode(row_hash, 'hex'), decode(seal, 'hex')
            FROM given""";
    private static final String LOG_AND_LINK = GIVEN + """
            , logged AS (
                INSERT INTO public.audit_logs (
                    id, event_type, severity, user_id, service_account_id, actor_type, resource_type, resource_id, action,
                    ip_address, user_agent, request_id, session_id, data, success, error_message, hmac_signature,
                    created_at)
                SELECT id, event_type, severity, user_id, service_account_id, actor_type, resource_type, resource_id,
                    action, ip_address, user_agent, request_id, session_id, data, success, error_message,
                    hmac_signature, created_at
                FROM given WHERE NOT adopted
            )
            """ + LINK;
    private static final String SET_HEAD = """
            INSERT INTO artstore.audit_head (
                anchor_sequence, anchor_hash, sequence, row_hash, adopt_until, updated_at, key_id, seal)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (singleton) DO UPDATE SET
                anchor_sequence = excluded.anchor_sequence, anchor_hash = excluded.anchor_hash,
                sequence = excluded.sequence, row_hash = excluded.row_hash, adopt_until = excluded.adopt_until,
                updated_at = excluded.updated_at, key_id = excluded.key_id, seal = excluded.seal""";
    private static final String ADOPTABLE = "SELECT " + AuditRows.ROW_COLUMNS + """

            FROM public.audit_logs a
            WHERE a.id <= $1 AND a.id > coalesce((SELECT max(audit_id) FROM artstore.audit_chain WHERE adopted), 0)
            ORDER BY a.id LIMIT $2""";
    private static final String LAST_ROW = "SELECT coalesce(max(id), 0) FROM public.audit_logs";

    private static final Question NOTHING = new Question(Set.of(), Set.of(), Set.of(), 0);

    private final Pool pool;

    public AuditChainRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    /** What must be known of the events that are to be appended. */
    public record Question(Collection<UUID> events, Collection<Integer> users, Collection<UUID> accounts, int rows) {}

    /** Appends what the writer makes of the state found; nothing where it makes nothing. */
    public Future<Void> append(Question question, Function<ChainState, Future<Optional<Appendix>>> writer) {
        return inTurn(connection -> state(connection, question)
                .compose(writer)
                .compose(appendix ->
                        appendix.isPresent() ? write(connection, appendix.get()) : Future.succeededFuture()));
    }

    /**
     * Links rows that were there before the chain, oldest first.
     *
     * @param writer makes the links; is given no rows where all are linked
     * @return how many rows there were
     */
    public Future<Integer> adopt(int limit, Adopter writer) {
        return inTurn(
                connection -> state(connection, NOTHING).compose(state -> adopt(connection, state, limit, writer)));
    }

    private static Future<Integer> adopt(SqlConnection connection, ChainState state, int limit, Adopter writer) {
        return adoptable(connection, state, limit).compose(rows -> writer.adopt(state, rows)
                .compose(appendix -> write(connection, appendix))
                .map(done -> rows.size()));
    }

    /** Makes links for rows that were there before the chain. */
    @FunctionalInterface
    public interface Adopter {
        Future<Appendix> adopt(ChainState state, List<AuditRow> rows);
    }

    /** The last number a row has; 0 where there is none. */
    public Future<Long> lastRow() {
        return pool.query(LAST_ROW)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .recover(PgFailures::explain);
    }

    /** Takes the appender's turn in the caller's transaction; returns both ends of the chain as they stay until it ends. */
    static Future<ChainState> hold(SqlConnection connection) {
        return connection.query(LOCK).execute().compose(mine -> state(connection, NOTHING));
    }

    private <T> Future<T> inTurn(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(
                        connection -> connection.query(LOCK).execute().compose(mine -> work.apply(connection)))
                .recover(PgFailures::explain);
    }

    /** All of it in one round trip: the statements are sent together, and each sees what is there under the lock. */
    private static Future<ChainState> state(SqlConnection connection, Question question) {
        Tuple known = Tuple.of(
                question.events().toArray(UUID[]::new),
                question.users().toArray(Integer[]::new),
                question.accounts().toArray(UUID[]::new),
                question.rows());
        Future<RowSet<Row>> head = connection.query(HEAD).execute();
        Future<RowSet<Row>> last = connection.query(LAST).execute();
        Future<RowSet<Row>> rest = connection.preparedQuery(KNOWN).execute(known);
        return Future.all(head, last, rest)
                .map(answered -> state(
                        first(head.result(), AuditRows::head),
                        first(last.result(), AuditRows::link),
                        rest.result().iterator().next()));
    }

    private static ChainState state(Optional<ChainHead> head, Optional<ChainLink> last, Row known) {
        return new ChainState(
                head,
                last,
                Set.copyOf(Arrays.asList(known.getArrayOfUUIDs("recorded"))),
                Set.copyOf(Arrays.asList(known.getArrayOfIntegers("users"))),
                Set.copyOf(Arrays.asList(known.getArrayOfUUIDs("service_accounts"))),
                List.of(known.getArrayOfLongs("free_ids")));
    }

    private static Future<List<AuditRow>> adoptable(SqlConnection connection, ChainState state, int limit) {
        long until = state.head().map(ChainHead::adoptUntil).orElse(0L);
        return connection
                .preparedQuery(ADOPTABLE)
                .execute(Tuple.of(until, limit))
                .map(rows -> rows.stream().map(AuditRows::row).toList());
    }

    private static Future<Void> write(SqlConnection connection, Appendix appendix) {
        Future<?> linked = connection
                .preparedQuery(LOG_AND_LINK)
                .execute(Tuple.of(AuditRows.write(appendix.rows(), appendix.links())));
        return Future.all(linked, setHead(connection, appendix.head())).mapEmpty();
    }

    static Future<Void> setHead(SqlConnection connection, ChainHead head) {
        return connection
                .preparedQuery(SET_HEAD)
                .execute(Tuple.from(List.of(
                        head.anchorSequence(),
                        Buffer.buffer(head.anchorHash()),
                        head.sequence(),
                        Buffer.buffer(head.rowHash()),
                        head.adoptUntil(),
                        timestamp(head.updatedAt()),
                        head.keyId(),
                        Buffer.buffer(head.seal()))))
                .mapEmpty();
    }
}
