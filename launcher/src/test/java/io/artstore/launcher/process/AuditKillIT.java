package io.artstore.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.Eventually;
import io.artstore.launcher.process.AuditedChange.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the process is killed: what was changed is in the audit log after the next start, exactly once. */
class AuditKillIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int CLIENTS = 2;
    private static final int PAGE = 100;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final AuditedLoad load = new AuditedLoad();
    private final List<AuditedClient> clients = new ArrayList<>();
    /** When each process had died that was killed. */
    private final List<Instant> kills = new ArrayList<>();

    @Test
    void everyChangeIsRecordedOnceHoweverTheProcessDies() throws Exception {
        Path home = folder.resolve("home");
        for (int i = 0; i < KILLS; i++) {
            try (ArtStoreProcess artstore = ArtStoreProcess.serve(home).awaitReady()) {
                recruit(artstore, home);
                load.runUntilKilled(artstore, clients, 20 + random.nextInt(20));
                kills.add(Instant.now());
            }
        }

        try (ArtStoreProcess artstore = ArtStoreProcess.serve(home).awaitReady()) {
            load.document(artstore, clients.get(0));
            load.account(artstore, clients.get(0));
            awaitRecorded(artstore);

            List<JsonObject> events = events(artstore, "");
            assertThat(events).extracting(event -> event.getString("event_id")).doesNotHaveDuplicates();
            assertThat(events).extracting(event -> event.getLong("sequence")).doesNotHaveDuplicates();
            assertRecordedOnce(artstore, byRequest(events));
            assertFilteredAlike(artstore, events);
            assertProven(artstore, home, events.size());
            assertSomeWereDeliveredAfterTheKill(exported(home, events));
        }
    }

    private void recruit(ArtStoreProcess artstore, Path home) throws IOException {
        if (clients.isEmpty()) {
            JsonObject account = new JsonObject(Files.readString(home.resolve("credentials.json")));
            AuditedClient first = AuditedClient.of(artstore, account);
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(first.another(artstore));
            }
        }
    }

    /** Outboxes are emptied in order: when the last changes of both are in the log, all before them are. */
    private void awaitRecorded(ArtStoreProcess artstore) {
        Eventually.value("no acknowledged change without an event", () -> missing(artstore), List::isEmpty);
    }

    private List<String> missing(ArtStoreProcess artstore) throws IOException {
        Map<String, List<JsonObject>> recorded = byRequest(events(artstore, ""));
        return load.changes().stream()
                .filter(AuditedChange::acknowledged)
                .filter(change -> !recorded.containsKey(change.requestId()))
                .map(AuditedChange::toString)
                .toList();
    }

    private void assertRecordedOnce(ArtStoreProcess artstore, Map<String, List<JsonObject>> recorded)
            throws IOException {
        for (AuditedChange change : load.changes()) {
            List<JsonObject> events = recorded.getOrDefault(change.requestId(), List.of());
            boolean expected = change.acknowledged() || change.visible(artstore);
            assertThat(events).as("events of %s", change).hasSize(expected ? 1 : 0);
            assertThat(events).allMatch(change::isToldBy, change.toString());
        }
    }

    private void assertFilteredAlike(ArtStoreProcess artstore, List<JsonObject> all) throws IOException {
        for (Kind kind : Kind.values()) {
            String type = kind.eventType();
            assertThat(events(artstore, "&event_type=" + type))
                    .isNotEmpty()
                    .containsExactlyElementsOf(all.stream()
                            .filter(event -> type.equals(event.getString("event_type")))
                            .toList());
        }
    }

    private void assertProven(ArtStoreProcess artstore, Path home, int rows) throws IOException {
        String[] lines =
                clients.get(0).get(artstore, "/api/v1/audit/verify").body().split("\n");
        JsonObject report = new JsonObject(lines[lines.length - 1]);
        assertThat(report.getBoolean("intact")).as(report.encode()).isTrue();
        assertThat(report.getInteger("rows")).isEqualTo(rows);
        assertThat(audit("verify", home)).contains("intact: " + rows + " rows");
    }

    private static List<JsonObject> exported(Path home, List<JsonObject> events) {
        List<JsonObject> lines =
                audit("export", home).lines().map(JsonObject::new).toList();
        assertThat(lines)
                .extracting(line -> line.getString("event_id"))
                .containsExactlyInAnyOrderElementsOf(events.stream()
                        .map(event -> event.getString("event_id"))
                        .toList());
        return lines;
    }

    /** Otherwise no process was killed between a change and its relay, and this test would have shown nothing. */
    private void assertSomeWereDeliveredAfterTheKill(List<JsonObject> lines) {
        assertThat(lines).anyMatch(line -> {
            Instant appended =
                    OffsetDateTime.parse(line.getString("appended_at")).toInstant();
            Instant happened = OffsetDateTime.parse(line.getJsonObject("row").getString("created_at"))
                    .toInstant();
            return kills.stream().anyMatch(kill -> happened.isBefore(kill) && appended.isAfter(kill));
        });
    }

    private static String audit(String command, Path home) {
        try (ArtStoreProcess process = ArtStoreProcess.run("audit", command, "--home", home.toString())) {
            int exitCode = process.awaitExit(LIMIT);
            String output = process.awaitOutput();
            assertThat(exitCode).as(output + process.errors()).isZero();
            return output;
        }
    }

    private List<JsonObject> events(ArtStoreProcess artstore, String filter) throws IOException {
        List<JsonObject> events = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonObject page = clients.get(0)
                    .get(artstore, "/api/v1/audit?limit=" + PAGE + filter + cursor)
                    .json();
            JsonArray items = page.getJsonArray("items");
            items.forEach(item -> events.add((JsonObject) item));
            String next = page.getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return events;
    }

    private static Map<String, List<JsonObject>> byRequest(List<JsonObject> events) {
        Map<String, List<JsonObject>> byRequest = new HashMap<>();
        events.forEach(event -> byRequest
                .computeIfAbsent(String.valueOf(event.getString("request_id")), id -> new ArrayList<>())
                .add(event));
        return byRequest;
    }
}
