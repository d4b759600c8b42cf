package io.artstore.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plans that connections keep for good: they may be made at the worst moment, and are right for any number of rows. */
class KeyedStatementsIT {
    private static final Map<String, String> KEPT = Map.of(
            "open", WalRepository.OPEN,
            "open new", WalRepository.OPEN_NEW,
            "fence", WalRepository.FENCE,
            "end", WalRepository.END,
            "close", WalRepository.CLOSE,
            "create", CommitRepository.CREATE,
            "update", CommitRepository.UPDATE,
            "delete", CommitRepository.DELETE,
            "restore", CommitRepository.RESTORE,
            "find", DocumentRepository.FIND);

    private static final String LOOK_AT_TABLES = new Tables(RunningElement.ID)
            .in("VACUUM ANALYZE {files}, {wal}, {intents}, {fixity}, {trash}, {usage}, {changes}, {audit}");

    private RunningElement element;
    private ElementPools pools;

    @BeforeEach
    void start() {
        element = RunningElement.start(RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h"));
        pools = ElementPools.open(element.platform().vertx(), element.settings(), 2);
    }

    @AfterEach
    void stop() {
        TestPlatform.await(pools.close(), Duration.ofSeconds(10));
        element.close();
    }

    @Test
    void reachEveryTableByAKeyWhateverIsKnownOfItsSize() {
        assertThat(faults()).as("on tables never looked at").isEmpty();

        element.execute(LOOK_AT_TABLES);
        assertThat(faults()).as("on tables known to be empty").isEmpty();

        everyOperation();
        element.execute(LOOK_AT_TABLES);
        assertThat(faults()).as("on tables known to have a row or two").isEmpty();
    }

    @Test
    void areThoseOfEveryWriteAndLookUp() {
        everyOperation();

        assertThat(element.value("SELECT count(*) FROM pg_stat_activity WHERE query ~ '_intents|incoming'"
                        + " AND application_name = 'artstore-storage-storage_elem_01' AND query !~ 'pg_stat_activity'"))
                .isEqualTo("0");
        assertThat(element.value("SELECT count(*) > 0 FROM pg_stat_activity WHERE query ~ 'incoming'"
                        + " AND application_name = 'artstore-storage-storage_elem_01-keys'"))
                .isEqualTo("t");
    }

    private void everyOperation() {
        ElementClient client = element.as(Role.ADMIN);
        String id = client.uploadedId("a.txt", new byte[] {1});
        client.patch(id, "{\"description\":\"d\"}").expect(200);
        client.delete(id).expect(204);
        client.restore(id).expect(200);
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        KEPT.forEach((name, sql) -> inspect(name, plan(sql), faults));
        return faults;
    }

    private JsonObject plan(String sql) {
        String explain = "EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + new Tables(RunningElement.ID).in(sql);
        return TestPlatform.await(
                pools.byKey().query(explain).execute().map(rows -> ((JsonArray)
                                rows.iterator().next().getValue(0))
                        .getJsonObject(0)
                        .getJsonObject("Plan")),
                Duration.ofSeconds(20));
    }

    private static void inspect(String statement, JsonObject node, List<String> faults) {
        String type = node.getString("Node Type");
        boolean readsTable = type.endsWith("Scan") && node.containsKey("Relation Name");
        boolean joinsEachWithEach = type.equals("Nested Loop") || type.equals("Merge Join");
        if (readsTable && !node.containsKey("Index Cond") || joinsEachWithEach) {
            faults.add(statement + ": " + node.encodePrettily());
        }
        JsonArray below = node.getJsonArray("Plans", new JsonArray());
        for (int i = 0; i < below.size(); i++) {
            inspect(statement, below.getJsonObject(i), faults);
        }
    }
}
