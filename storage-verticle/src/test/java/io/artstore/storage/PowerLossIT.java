package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.testkit.Chronicle;
import io.artstore.storage.testkit.Chronicle.Acknowledged;
import io.artstore.storage.testkit.Chronicle.Asked;
import io.artstore.storage.testkit.Chronicle.Moment;
import io.artstore.storage.testkit.DatabaseStates;
import io.artstore.storage.testkit.DeployedElement;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementRemains;
import io.artstore.storage.testkit.Promises;
import io.artstore.storage.testkit.Promises.Looks;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.disk.DiskChange;
import io.artstore.storage.testkit.disk.RecordingFileSystem;
import io.artstore.storage.testkit.disk.SimulatedDisk;
import io.artstore.storage.testkit.disk.SimulatedDisk.Survival;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails, at every instant of a recorded life of an element; what was not synced is gone, wholly or in part. The
 * next start finds every document that was acknowledged, whole, and none that nobody asked for.
 *
 * <p>How many of the instants are tried is set by {@code -Dpower.losses=all} or a number; which, by {@code
 * -Dpower.seed}.
 */
class PowerLossIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("power.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final int LOSSES = losses(System.getProperty("power.losses", "20"));

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path folder;

    private static RunningElement stopped;
    private static DatabaseStates database;
    private static List<Moment> life;
    private static String databaseAtTheEnd;

    private static int losses(String setting) {
        return setting.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(setting);
    }

    /** Three clients at once create, edit, delete and restore documents on an element that is started for the first time. */
    @BeforeAll
    static void live() throws IOException, SQLException {
        stopped = RunningElement.start(RunningElement.builder().set(RunningElement.TRASH_GRACE, "1h"));
        stopped.platform().stop();
        database = new DatabaseStates(new ElementRemains(stopped.settings().database(), folder));
        Path disk = Files.createDirectory(folder.resolve("recorded"));
        Chronicle chronicle = new Chronicle(database);
        Path base = RecordingFileSystem.over(disk, chronicle).resolve("new/element");
        try (DeployedElement element = start(base, chronicle)) {
            CompletableFuture<?>[] clients = IntStream.range(0, 3)
                    .mapToObj(number -> new Writer(element.as(Role.OPERATOR), chronicle, "client" + number))
                    .map(writer -> CompletableFuture.runAsync(writer::write))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(clients).join();
        }
        life = chronicle.moments();
        databaseAtTheEnd = database.take();
    }

    @AfterAll
    static void stop() throws SQLException {
        TestPlatform.await(VERTX.close(), LIMIT);
        database.close();
        stopped.close();
    }

    @Test
    void whatWasAcknowledgedSurvivesALossOfPower() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int instant : instants()) {
            for (Survival survival : Survival.values()) {
                SimulatedDisk disk = diskAt(instant);
                disk.lose(survival, RANDOM);
                // Many instants leave the same behind.
                if (seen.add(disk.durable()
                        + databaseAt(instant)
                        + promisesAt(instant).live())) {
                    database.restore(databaseAt(instant));
                    recoversOn(disk, instant, survival.toString());
                }
            }
        }
    }

    @Test
    void whatRecoveryListsSurvivesALossOfPowerRightAfterIt() throws IOException {
        Set<String> seen = new HashSet<>();
        for (int instant : instants()) {
            SimulatedDisk disk = diskAt(instant);
            if (seen.add(diskAfter(instant, Survival.EVERYTHING) + databaseAt(instant))) {
                database.restore(databaseAt(instant));
                recoverAfterAKill(disk, instant);
                disk.lose(Survival.NOTHING, RANDOM);
                recoversOn(disk, instant, "killed, recovered, then the power failed");
            }
        }
    }

    /** The process dies, the next one recovers on what it sees, which need not be on the medium. */
    private static void recoverAfterAKill(SimulatedDisk disk, int instant) throws IOException {
        SimulatedDisk seenByPrograms = diskAt(instant);
        seenByPrograms.lose(Survival.EVERYTHING, RANDOM);
        Path real = Files.createTempDirectory(folder, "killed");
        seenByPrograms.writeTo(real);
        Chronicle recovery = new Chronicle(database);
        start(RecordingFileSystem.over(real, recovery).resolve("new/element"), recovery)
                .close();
        recovery.moments().stream()
                .map(Moment::event)
                .filter(DiskChange.class::isInstance)
                .forEach(change -> disk.apply((DiskChange) change));
        delete(real);
    }

    private static void recoversOn(SimulatedDisk disk, int instant, String loss) throws IOException {
        Path survived = Files.createTempDirectory(folder, "survived");
        disk.writeTo(survived);
        Path base = survived.resolve("new/element");
        start(base, FailPoints.NONE).close();
        ElementRemains remains = new ElementRemains(stopped.settings().database(), base);
        String where = "instant %d of %d (before %s), %s, seed %d"
                .formatted(
                        instant,
                        life.size(),
                        instant < life.size() ? life.get(instant).event() : "the end",
                        loss,
                        SEED);
        assertThat(promisesAt(instant).brokenBy(remains.listed())).as(where).isEmpty();
        assertThat(remains.faults(name -> true)).as(where).isEmpty();
        delete(survived);
    }

    /** So many of the instants, in their order. */
    private static List<Integer> instants() {
        List<Integer> all = IntStream.rangeClosed(0, life.size()).boxed().collect(Collectors.toList());
        Collections.shuffle(all, RANDOM);
        return all.stream().limit(LOSSES).sorted().toList();
    }

    private static SimulatedDisk diskAt(int instant) {
        SimulatedDisk disk = new SimulatedDisk();
        life.subList(0, instant).stream()
                .map(Moment::event)
                .filter(DiskChange.class::isInstance)
                .forEach(change -> disk.apply((DiskChange) change));
        return disk;
    }

    private static String diskAfter(int instant, Survival survival) {
        SimulatedDisk disk = diskAt(instant);
        disk.lose(survival, RANDOM);
        return disk.durable();
    }

    private static String databaseAt(int instant) {
        return instant < life.size() ? life.get(instant).databaseBefore() : databaseAtTheEnd;
    }

    private static Promises promisesAt(int instant) {
        Promises promises = new Promises();
        for (Moment moment : life.subList(0, instant)) {
            if (moment.event() instanceof Asked asked) {
                promises.asked(asked.name(), asked.outcome());
            } else if (moment.event() instanceof Acknowledged acknowledged) {
                promises.acknowledged(acknowledged.name());
            }
        }
        return promises;
    }

    private static DeployedElement start(Path base, FailPoints failPoints) {
        return DeployedElement.start(VERTX, stopped, base, failPoints, Clock.systemUTC());
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One client, who writes down what it asked for and what it was told. */
    private record Writer(ElementClient client, Chronicle chronicle, String name) {
        void write() {
            String first = create(name + "-first.txt");
            edit(first, name + "-first.txt", "edited");
            String second = create(name + "-second.txt");
            delete(second, name + "-second.txt");
            restore(second, name + "-second.txt");
            String third = create(name + "-third.txt");
            delete(third, name + "-third.txt");
            edit(first, name + "-first.txt", "edited again");
        }

        private String create(String file) {
            byte[] content = content(file);
            chronicle.asked(file, Optional.of(looks(file)));
            String id = client.uploadedId(file, content);
            chronicle.acknowledged(file);
            return id;
        }

        private void edit(String id, String file, String description) {
            chronicle.asked(file, Optional.of(looks(file).described(description)));
            client.patch(id, "{\"description\":\"" + description + "\"}").expect(200);
            chronicle.acknowledged(file);
        }

        private void delete(String id, String file) {
            chronicle.asked(file, Optional.empty());
            client.delete(id).expect(204);
            chronicle.acknowledged(file);
        }

        private void restore(String id, String file) {
            chronicle.asked(file, Optional.of(looks(file)));
            client.restore(id).expect(200);
            chronicle.acknowledged(file);
        }

        private static byte[] content(String file) {
            return ("the content of " + file).getBytes(StandardCharsets.UTF_8);
        }

        private static Looks looks(String file) {
            return new Looks(ElementRemains.sha256(content(file)), null);
        }
    }
}
