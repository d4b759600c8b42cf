package io.artstore.admin.repository;

import static io.artstore.admin.repository.Rows.timestamp;

import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.domain.audit.ChainState;
import io.artstore.admin.repository.AuditReadRepository.Snapshot;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Takes archived rows out of the log; one node at a time. */
public final class AuditArchiveRepository {
    private static final String REMOVE_ROWS = "DELETE FROM public.audit_logs WHERE id = ANY ($1)";
    private static final String REMOVE_LINKS =
            "DELETE FROM artstore.audit_chain WHERE sequence BETWEEN $1 AND $2 AND audit_id = ANY ($3)";
    private static final String REMEMBER = """
            INSERT INTO artstore.audit_archives (
                first_sequence, last_sequence, previous_hash, row_hash, file, sha256, archived_at, key_id, seal)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    private final Pool pool;
    private final AuditOutboxRepository outbox;

    public AuditArchiveRepository(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.outbox = new AuditOutboxRepository(pool, AuditOutboxRepository.TABLE);
    }

    /**
     * What an archived part takes out of the log.
     *
     * @param rows the numbers of its rows, one for each of its links
     * @param head the head that follows
     * @param events tell of it, a JSON array for the outbox
     */
    public record Removal(ArchivedPart part, List<Long> rows, ChainHead head, String events) {}

    /** Does the work in one transaction; false at once where another node is at it. */
    public Future<Boolean> inTurn(Function<Turn, Future<Boolean>> work) {
        return pool.withTransaction(connection -> AdvisoryLock.AUDIT_RETENTION
                        .tryTake(connection)
                        .compose(mine -> mine ? work.apply(new Turn(connection)) : Future.succeededFuture(false)))
                .recover(PgFailures::explain);
    }

    /** The transaction of the node whose turn it is. */
    public final class Turn {
        private final SqlConnection connection;

        private Turn(SqlConnection connection) {
            this.connection = connection;
        }

        /** The log while others go on appending to it. */
        public Snapshot log() {
            return new Snapshot(connection);
        }

        /** The ends of the chain; nobody appends from now on until the transaction ends. */
        public Future<ChainState> holdChain() {
            return AuditChainRepository.hold(connection);
        }

        /** Removes exactly the rows and links of a part, or fails, which undoes all of it. */
        public Future<Void> remove(Removal removal) {
            ArchivedPart part = removal.part();
            Long[] rows = removal.rows().toArray(Long[]::new);
            return removed(REMOVE_ROWS, Tuple.of(rows), rows.length)
                    .compose(done -> removed(
                            REMOVE_LINKS, Tuple.of(part.firstSequence(), part.lastSequence(), rows), rows.length))
                    .compose(done -> connection.preparedQuery(REMEMBER).execute(values(part)))
                    .compose(done -> AuditChainRepository.setHead(connection, removal.head()))
                    .compose(done -> outbox.add(connection, removal.events()));
        }

        private Future<Void> removed(String sql, Tuple values, int expected) {
            return connection
                    .preparedQuery(sql)
                    .execute(values)
                    .compose(
                            result -> result.rowCount() == expected
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(
                                            new IllegalStateException(
                                                    "the audit log changed while a part of it was"
                                                            + " archived: " + result.rowCount() + " of " + expected
                                                            + " rows or links are there; nothing was removed, run: artstore audit verify")));
        }
    }

    private static Tuple values(ArchivedPart part) {
        return Tuple.from(List.of(
                part.firstSequence(),
                part.lastSequence(),
                Buffer.buffer(part.previousHash()),
                Buffer.buffer(part.rowHash()),
                part.file(),
                part.sha256(),
                timestamp(part.archivedAt()),
                part.keyId(),
                Buffer.buffer(part.seal())));
    }
}
