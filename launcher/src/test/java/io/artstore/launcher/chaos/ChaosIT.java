package io.artstore.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * While clients upload, edit and delete, messages are lost and late, databases go away, the server of the databases
 * crashes and the process restarts. Afterwards the index is what the element holds, and nobody had to do anything for it.
 *
 * <p>{@code -Dchaos.seconds=60} sets how long, {@code -Dchaos.seed} what happens.
 */
class ChaosIT {
    private static final Duration DURATION = Duration.ofSeconds(Long.getLong("chaos.seconds", 8));
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
    private static final int CLIENTS = 5;
    private static final int MOST_REQUESTS_BETWEEN = 80;
    private static final long MOST_MILLIS_BETWEEN = 4_000;
    private static final int LONGEST_OUTAGE_MILLIS = 2_000;

    private final Random random = new Random(SEED);
    private final BusWeather weather = new BusWeather(random.nextLong());
    private final Expectations expectations = new Expectations();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<Disturbance, Integer> disturbances = new EnumMap<>(Disturbance.class);

    private Installation installation;
    private DatabaseOutages outages;
    private List<Writer> writers;

    private enum Disturbance {
        ELEMENT_DATABASE_AWAY,
        QUERY_DATABASE_AWAY,
        ALL_DATABASES_AWAY,
        DATABASE_SERVER_CRASH,
        PROCESS_RESTART
    }

    @BeforeEach
    void start() {
        DatabaseSettings storage = EmbeddedPostgresServer.shared().createDatabase("chaos_storage");
        outages = new DatabaseOutages(storage);
        outages.rememberCommits(storage.name());
        installation = new Installation(
                TestPlatform.builder().set("artstore.storage.elements[0].database.name", storage.name()),
                platform -> weather.over(platform.vertx()));
        writers = IntStream.range(0, CLIENTS)
                .mapToObj(number -> new Writer(installation, expectations, over::get, random.nextLong()))
                .toList();
    }

    @AfterEach
    void stop() {
        over.set(true);
        installation.close();
    }

    @Test
    void theIndexIsWhatTheElementHoldsWhateverHappenedToThem() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        writers.forEach(clients::execute);

        disturb();
        over.set(true);
        clients.shutdown();
        weather.calm();

        assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).as(seed()).isTrue();
        long quietSince = System.nanoTime();
        Comparison comparison = new Comparison(installation, expectations);
        assertThat(comparison.await()).as(seed()).isEmpty();
        long levelNanos = System.nanoTime() - quietSince;
        JsonObject verified = comparison.verify();
        assertThat(verified.getBoolean("clean")).as(seed() + ": " + verified).isTrue();
        assertThat(verified.getJsonArray("elements").getJsonObject(0).getInteger("documents"))
                .as(seed())
                .isEqualTo(comparison.present());
        assertThat(writers).as(seed()).allSatisfy(writer -> assertThat(writer.faults())
                .isEmpty());
        assertThat(acknowledged()).as(seed()).isPositive();
        System.out.println(report(comparison, Duration.ofNanos(levelNanos)));
    }

    /** Every disturbance happens once at least, and a restart is not the last. */
    private void disturb() {
        long end = System.nanoTime() + DURATION.toNanos();
        List<Disturbance> round = new ArrayList<>(List.of(Disturbance.values()));
        Collections.shuffle(round, random);
        while (!round.isEmpty() || System.nanoTime() < end) {
            awaitAcknowledged(random.nextInt(MOST_REQUESTS_BETWEEN));
            disturb(round.isEmpty() ? any() : round.remove(0));
        }
        // A restart heals much. What went wrong after the last one must heal without.
        awaitAcknowledged(MOST_REQUESTS_BETWEEN);
        disturb(Disturbance.ALL_DATABASES_AWAY);
    }

    private Disturbance any() {
        return Disturbance.values()[random.nextInt(Disturbance.values().length)];
    }

    private void disturb(Disturbance disturbance) {
        disturbances.merge(disturbance, 1, Integer::sum);
        weather.change();
        ArtStoreConfig config = installation.platform().config();
        String element = Settings.elements(config).get(0).database().name();
        String query = Settings.queryDatabase(config).name();
        String admin = Settings.adminDatabase(config).name();
        long millis = 1 + random.nextInt(LONGEST_OUTAGE_MILLIS);
        switch (disturbance) {
            case ELEMENT_DATABASE_AWAY -> outages.away(List.of(element), millis);
            case QUERY_DATABASE_AWAY -> outages.away(List.of(query), millis);
            case ALL_DATABASES_AWAY -> outages.away(List.of(element, query, admin), millis);
            case DATABASE_SERVER_CRASH -> outages.crash();
            case PROCESS_RESTART -> installation.restart();
        }
    }

    /** Counted in requests, a disturbance comes in the middle of work on any machine; sometimes on top of the last one. */
    private void awaitAcknowledged(int more) {
        long enough = acknowledged() + more;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS_BETWEEN);
        while (acknowledged() < enough && System.nanoTime() < end) {
            Pause.millis(5);
        }
    }

    private long acknowledged() {
        return writers.stream().mapToLong(Writer::acknowledged).sum();
    }

    private long acknowledged(String method) {
        return writers.stream().mapToLong(writer -> writer.acknowledged(method)).sum();
    }

    private static String seed() {
        return "chaos, seed " + SEED;
    }

    private String report(Comparison comparison, Duration level) {
        return "%s: %d s and more, disturbances %s, %d messages lost, %d delayed;"
                        .formatted(seed(), DURATION.toSeconds(), disturbances, weather.lost(), weather.delayed())
                + " acknowledged: %d uploads, %d edits, %d deletions, of which %d were asked for more than once;"
                        .formatted(
                                acknowledged("PUT"),
                                acknowledged("PATCH"),
                                acknowledged("DELETE"),
                                writers.stream().mapToLong(Writer::repeated).sum())
                + " %d documents in doubt, %d present at the end; all equal after %d ms, verification clean"
                        .formatted(expectations.inDoubt(), comparison.present(), level.toMillis());
    }
}
