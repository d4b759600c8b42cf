package io.artstore.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Documents;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.repository.WalRepository.Fence;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit and the fence that is to stop it meet at the intent: one of them wins, and both know which. */
class FencedCommitIT {
    private RunningElement element;
    private ElementPools pools;
    private WalRepository wal;
    private CommitRepository commits;

    @BeforeEach
    void start() {
        element = RunningElement.start();
        pools = ElementPools.open(element.platform().vertx(), element.settings(), 4);
        Database database = new Database(pools, RunningElement.ID);
        wal = new WalRepository(database);
        commits = new CommitRepository(database);
    }

    @AfterEach
    void stop() {
        await(pools.close());
        element.close();
    }

    @Test
    void aCommitThatWaitsForTheFenceTakesOnlyTheOthers() throws SQLException {
        Commit fenced = opened();
        Commit other = opened();
        Future<Set<UUID>> committed;
        try (Connection fencing = element.connect();
                Statement statement = fencing.createStatement()) {
            fencing.setAutoCommit(false);
            statement.execute("UPDATE artstore.storage_elem_01_intents SET operation_data = operation_data"
                    + " || '{\"undo\": true}' WHERE transaction_id = '" + fenced.entry() + "'");
            committed = commits.created(List.of(fenced, other));
            somebodyWaits(1);

            fencing.commit();
        }

        assertThat(await(committed)).containsExactly(other.entry());
        assertThat(await(wal.fence(fenced.entry()))).isEqualTo(Fence.HOLDS);
        await(wal.rollBack(fenced.entry(), "fenced", Instant.now()));
        assertThat(element.pending()).isZero();
        assertThat(element.value("SELECT string_agg(status, ' ' ORDER BY status) FROM storage_elem_01_wal"))
                .isEqualTo("committed rolled_back");
        assertThat(element.value("SELECT string_agg(file_id::text, ' ') FROM storage_elem_01_files"))
                .isEqualTo(other.document().fileId().toString());
        assertThat(element.value("SELECT live_files FROM artstore.storage_elem_01_usage"))
                .isEqualTo("1");
    }

    @Test
    void aFenceThatWaitsForTheCommitLearnsOfIt() throws SQLException {
        Commit commit = opened();
        Future<Set<UUID>> committed;
        Future<Fence> fence;
        try (Connection holding = element.connect();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("SELECT FROM artstore.storage_elem_01_usage FOR UPDATE");
            committed = commits.created(List.of(commit));
            somebodyWaits(1);
            fence = wal.fence(commit.entry());
            somebodyWaits(2);

            holding.rollback();
        }

        assertThat(await(committed)).containsExactly(commit.entry());
        assertThat(await(fence)).isEqualTo(Fence.COMMITTED);
        assertThat(element.pending()).isZero();
    }

    private Commit opened() {
        AttributeDocument document = Documents.document(UUID.randomUUID());
        WalEntry entry = WalEntry.create(
                document.fileId(),
                document.key(),
                document.originalFilename(),
                document.contentType(),
                Instant.now(),
                "somebody");
        await(wal.open(List.of(entry)));
        return new Commit(entry.id(), document, Instant.now());
    }

    private void somebodyWaits(int statements) {
        Eventually.holds(() -> element.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .equals(String.valueOf(statements)));
    }

    private static <T> T await(Future<T> future) {
        return TestPlatform.await(future, Duration.ofSeconds(30));
    }
}
