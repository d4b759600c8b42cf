package io.artstore.admin;

import static io.artstore.common.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes over the bus stands in the checkpoint's table, signed as the checkpoint signs, once. */
class AuditLogIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SECRET = "a secret of at least thirty-two characters";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private static TestPlatform platform;
    private static AdminClient admin;
    private static AuditApi audit;

    @BeforeAll
    static void start() {
        platform = TestPlatform.builder()
                .modules("admin")
                .set("artstore.admin.audit.hmac-secret", SECRET)
                .start();
        admin = new AdminClient(platform);
        audit = AuditApi.client(platform.vertx());
    }

    @AfterAll
    static void stop() {
        admin.close();
        platform.close();
    }

    @Test
    void anEventFillsTheColumnsOfTheCheckpointAndItsSignatureVerifies() throws Exception {
        int user = admin.sql("SELECT id FROM public.users LIMIT 1").get(0).getInteger(0);
        AuditEvent event = AuditType.FILE_CREATE
                .by(Actor.user(user, "admin"), new Origin("10.0.0.1", "curl/8", "r".repeat(64)), NOW)
                .about("d".repeat(120))
                .with("share", 0.25)
                .with("name", "Отчёт \"7\"\u0000.pdf");

        record(event);

        Row row = row(event);
        assertThat(row.getString("event_type")).isEqualTo("file_create");
        assertThat(row.getString("action")).isEqualTo("create");
        assertThat(row.getString("severity")).isEqualTo("info");
        assertThat(row.getString("actor_type")).isEqualTo("user");
        assertThat(row.getInteger("user_id")).isEqualTo(user);
        assertThat(row.getString("resource_type")).isEqualTo("file");
        assertThat(row.getString("resource_id")).isEqualTo("d".repeat(100));
        assertThat(row.getString("ip_address")).isEqualTo("10.0.0.1");
        assertThat(row.getString("user_agent")).isEqualTo("curl/8");
        assertThat(row.getString("request_id")).isEqualTo("r".repeat(36));
        assertThat(row.getBoolean("success")).isTrue();
        assertThat(row.getOffsetDateTime("created_at").toInstant()).isEqualTo("2026-03-01T12:00:00.123456Z");
        String signed = "{\"action\": \"create\", \"actor_type\": \"user\", \"data\": {\"actor_name\": \"admin\","
                + " \"name\": \"Отчёт \\\"7\\\"\ufffd.pdf\", \"request_id\": \"" + "r".repeat(64)
                + "\", \"resource_id\": \"" + "d".repeat(120) + "\", \"share\": 0.25}, \"event_type\": \"file_create\","
                + " \"resource_id\": \"" + "d".repeat(100) + "\", \"resource_type\": \"file\","
                + " \"service_account_id\": null, \"severity\": \"info\", \"success\": true,"
                + " \"timestamp\": \"2026-03-01T12:00:00.123456+00:00\", \"user_id\": " + user + "}";
        assertThat(row.getString("hmac_signature")).isEqualTo(hmac(signed));
    }

    @Test
    void anEventThatIsSentTwiceIsRecordedOnce() {
        AuditEvent event = event("twice");
        AuditEvent other = event("other");

        int first = record(event, event);
        int second = record(event, other);

        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
        assertThat(admin.sql("SELECT FROM public.audit_logs WHERE resource_id = 'twice'"))
                .hasSize(1);
    }

    @Test
    void anActorWhoIsNotInTheDatabaseAnyMoreIsStillNamed() {
        UUID gone = UUID.randomUUID();
        AuditEvent event = AuditType.FILE_DELETE.by(Actor.serviceAccount(gone, "old"), Origin.NONE, NOW);

        record(event);

        Row row = row(event);
        assertThat(row.getUUID("service_account_id")).isNull();
        assertThat(row.getString("actor_type")).isEqualTo("service_account");
        assertThat(row.getJsonObject("data").getString("actor_id")).isEqualTo(gone.toString());
        assertThat(row.getJsonObject("data").getString("actor_name")).isEqualTo("old");
    }

    @Test
    void manyAppendersLeaveOneChainWithoutGaps() {
        List<Future<Integer>> batches = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "many" + i;
            batches.add(audit.record(new AuditBatch(
                    IntStream.range(0, 40).mapToObj(n -> event(name + "-" + n)).toList())));
        }

        int recorded = batches.stream().mapToInt(batch -> await(batch, LIMIT)).sum();

        assertThat(recorded).isEqualTo(480);
        Row chain = admin.sql(
                        "SELECT count(*) AS links, max(sequence) AS last, (SELECT sequence FROM artstore.audit_head)"
                                + " AS head, count(*) FILTER (WHERE previous_hash = (SELECT p.row_hash FROM"
                                + " artstore.audit_chain p WHERE p.sequence = c.sequence - 1) OR sequence = 1) AS linked"
                                + " FROM artstore.audit_chain c")
                .get(0);
        assertThat(chain.getLong("last")).isEqualTo(chain.getLong("links"));
        assertThat(chain.getLong("head")).isEqualTo(chain.getLong("links"));
        assertThat(chain.getLong("linked")).isEqualTo(chain.getLong("links"));
    }

    @Test
    void aBatchThatIsTooLongIsRefused() {
        List<AuditEvent> events = Collections.nCopies(AuditApi.MAX_BATCH + 1, event("long"));

        assertThatThrownBy(() -> await(audit.record(new AuditBatch(events)), LIMIT))
                .hasMessageContaining("501 events are more than one batch may hold: 500");
    }

    @Test
    void signingInAndOutIsRemembered() {
        JsonObject credentials = platform.credentials();
        String password = credentials.getString("admin_password");

        admin.login("nobody-here", "wrong password");
        String session = admin.login("admin", password).body().getString("access_token");
        admin.logout(session);
        admin.token(credentials.getString("client_id"), "a wrong secret of some length");
        String token = platform.token();
        admin.postJson(
                "/api/v1/jwt-keys/rotate", new JsonObject().put("force", true), "Authorization", "Bearer " + token);
        admin.get("/api/v1/jwt-keys/status", "X-Request-ID", "no-token-1");

        Row failed = only("event_type = 'login_failed' AND data->>'actor_name' = 'nobody-here'");
        assertThat(failed.getString("actor_type")).isEqualTo("anonymous");
        assertThat(failed.getBoolean("success")).isFalse();
        assertThat(failed.getString("severity")).isEqualTo("warning");
        assertThat(failed.getString("ip_address")).isEqualTo("127.0.0.1");
        Row login = only("event_type = 'login_success'");
        assertThat(login.getInteger("user_id")).isNotNull();
        Row logout = only("event_type = 'logout'");
        assertThat(logout.getInteger("user_id")).isEqualTo(login.getInteger("user_id"));
        assertThat(logout.getString("session_id")).isEqualTo(logout.getString("resource_id"));
        only("event_type = 'token_failed'");
        Row granted = only("event_type = 'token_success'");
        assertThat(granted.getUUID("service_account_id")).isNotNull();
        Row rotated = only("event_type = 'jwt_key_rotate' AND actor_type = 'service_account'");
        assertThat(rotated.getString("request_id")).isNotBlank();
        Row denied = only("event_type = 'permission_denied' AND request_id = 'no-token-1'");
        assertThat(denied.getJsonObject("data").getString("path")).isEqualTo("/api/v1/jwt-keys/status");
        String everything = admin.sql("SELECT string_agg(a::text, ' ') FROM public.audit_logs a")
                .get(0)
                .getString(0);
        assertThat(everything).doesNotContain(password, session, token, "a wrong secret", "wrong password");
    }

    private static Row only(String condition) {
        String sql = "SELECT * FROM public.audit_logs WHERE " + condition;
        Eventually.holds(() -> !admin.sql(sql).isEmpty());
        List<Row> rows = admin.sql(sql);
        assertThat(rows).as(condition).hasSize(1);
        return rows.get(0);
    }

    private static AuditEvent event(String about) {
        return AuditType.FILE_DOWNLOAD.by(Actor.SYSTEM, Origin.NONE, NOW).about(about);
    }

    private static int record(AuditEvent... events) {
        return await(audit.record(new AuditBatch(List.of(events))), LIMIT);
    }

    private static Row row(AuditEvent event) {
        return admin.sql(
                        "SELECT a.* FROM public.audit_logs a JOIN artstore.audit_chain c ON c.audit_id = a.id"
                                + " WHERE c.event_id = $1",
                        event.eventId())
                .get(0);
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
