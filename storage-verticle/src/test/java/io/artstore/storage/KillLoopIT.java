package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.BusyWriter;
import io.artstore.storage.testkit.ChildElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementRemains;
import io.artstore.storage.testkit.Promises;
import io.artstore.storage.testkit.Promises.Looks;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The element's process is killed again and again, at any time, while many clients create, edit, delete and restore; sometimes
 * in the middle of its start, and sometimes the database crashes first. Nothing that was acknowledged is ever missing or
 * changed.
 *
 * <p>{@code -Dkills=300} sets how often, {@code -Dkill.seed} which times.
 */
class KillLoopIT {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int WRITERS = 16;
    /** Between two kills. */
    private static final int MOST_OPERATIONS = 300;

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BACKEND = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name LIKE 'artstore-storage-%' LIMIT 1";

    private final Random random = new Random(SEED);
    private final Promises promises = new Promises();
    private final List<BusyWriter> writers = IntStream.range(0, WRITERS)
            .mapToObj(number -> new BusyWriter("writer" + number, promises, random.nextLong()))
            .toList();
    private final List<Long> recoveryMillis = new ArrayList<>();
    private final Tally tally = new Tally();

    private RunningElement stopped;
    private ElementRemains remains;

    /** What is reported at the end. */
    private static final class Tally {
        private int killsInStart;
        private int databaseCrashes;
        private int unanswered;
        private int finished;
        private int undone;
        private int swept;
    }

    @BeforeEach
    void migrate() {
        stopped = RunningElement.start(RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h"));
        stopped.platform().stop();
        remains = new ElementRemains(stopped.settings().database(), stopped.base());
        // The server of the tests forgets its last commits in a crash; one that is not told to does not.
        stopped.execute("ALTER DATABASE " + stopped.settings().database().name() + " SET synchronous_commit = on");
    }

    @AfterEach
    void stop() {
        stopped.close();
    }

    @Test
    void everythingAcknowledgedIsThereAfterEveryKill() {
        for (int kill = 1; kill <= KILLS; kill++) {
            if (random.nextInt(8) == 0) {
                killDuringStart();
            }
            startWriteAndKill(kill);
        }
        try (ChildElement last = ChildElement.spawn(stopped)) {
            allIsSound(last.awaitAddress(), "after the last kill");
        }
        assertThat(acknowledged()).isPositive();
        System.out.println(report());
    }

    private void killDuringStart() {
        try (ChildElement child = ChildElement.spawn(stopped)) {
            pause(200 + random.nextInt(1500));
            child.kill();
            tally.killsInStart++;
        }
    }

    private void startWriteAndKill(int kill) {
        try (ChildElement child = ChildElement.spawn(stopped)) {
            URI address = child.awaitAddress();
            allIsSound(address, "before kill " + kill);
            CompletableFuture<?>[] busy = writers.stream()
                    .map(writer -> CompletableFuture.runAsync(() -> writer.writeUntilItFails(client(address)), run -> {
                        Thread thread = new Thread(run, "writer");
                        thread.setDaemon(true);
                        thread.start();
                    }))
                    .toArray(CompletableFuture[]::new);
            awaitAcknowledged(random.nextInt(MOST_OPERATIONS));
            pause(random.nextInt(50));
            if (random.nextInt(10) == 0) {
                crashDatabase();
                pause(random.nextInt(1000));
            }
            child.kill();
            CompletableFuture.allOf(busy).join();
        }
    }

    /** Counted in operations, a kill comes in the middle of work on any machine. */
    private void awaitAcknowledged(int more) {
        long enough = acknowledged() + more;
        long end = System.nanoTime() + LIMIT.toNanos();
        while (acknowledged() < enough && System.nanoTime() < end) {
            pause(1);
        }
    }

    private long acknowledged() {
        return writers.stream().mapToLong(BusyWriter::acknowledged).sum();
    }

    /** PostgreSQL takes the death of one of its processes for a crash: it ends all others, and recovers by itself. */
    private void crashDatabase() {
        String pid = stopped.value(BACKEND);
        if (pid != null) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            tally.databaseCrashes++;
        }
    }

    private void allIsSound(URI address, String when) {
        String where = when + ", seed " + SEED;
        Map<String, Looks> listed = remains.listed();
        assertThat(promises.brokenBy(listed)).as(where).isEmpty();
        assertThat(remains.faults(name -> true)).as(where).isEmpty();
        assertThat(stopped.value("SELECT count(*) FROM artstore.storage_elem_01_trash"))
                .as("documents in the trash, " + where)
                .isEqualTo(Integer.toString(stopped.names(".trash").size()));
        ElementClient client = client(address);
        assertThat(client.get("/api/v1/files?limit=1").expect(200).json().getInteger("total"))
                .as(where)
                .isEqualTo(listed.size());
        writers.forEach(writer -> writer.requireReadable(client, where));
        tally.unanswered += promises.unanswered();
        promises.settle(listed);
        note(client.get("/health/startup").json().getJsonObject("recovery"));
    }

    private void note(JsonObject recovery) {
        recoveryMillis.add(recovery.getLong("duration_ms"));
        tally.finished += recovery.getInteger("finished");
        tally.undone += recovery.getInteger("undone");
        tally.swept += recovery.getInteger("swept_from_staging");
    }

    private String report() {
        Collections.sort(recoveryMillis);
        return "kill loop, seed %d: %d kills under load, %d in the middle of a start, %d crashes of the database;"
                        .formatted(SEED, KILLS, tally.killsInStart, tally.databaseCrashes)
                + " %d operations acknowledged, %d cut off (%d finished, %d undone by recovery, %d staged files swept);"
                        .formatted(acknowledged(), tally.unanswered, tally.finished, tally.undone, tally.swept)
                + " %d documents at the end; recovery took %d ms in the middle, %d ms at most"
                        .formatted(
                                promises.live().size(),
                                recoveryMillis.get(recoveryMillis.size() / 2),
                                recoveryMillis.get(recoveryMillis.size() - 1));
    }

    private static ElementClient client(URI address) {
        return new ElementClient(address, StaticTokens.of(Role.OPERATOR));
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
