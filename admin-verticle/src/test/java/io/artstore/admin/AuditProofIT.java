package io.artstore.admin;

import static io.artstore.common.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever changes the log by SQL is seen, and what they changed is named; the log can be read, proven and exported. */
class AuditProofIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final List<String> TABLES =
            List.of("artstore.audit_head", "public.audit_logs", "artstore.audit_chain");

    private static TestPlatform platform;
    private static AdminClient admin;
    private static KeptTables kept;
    private static String bearer;
    private static Path heads;

    @BeforeAll
    static void start() throws Exception {
        heads = Files.createTempDirectory("heads").resolve("heads.ndjson");
        platform = TestPlatform.builder()
                .modules("admin")
                .set("artstore.admin.audit.head-file", heads.toString())
                .start();
        admin = new AdminClient(platform);
        bearer = "Bearer " + platform.token();
        settle();
        await(
                AuditApi.client(platform.vertx())
                        .record(new AuditBatch(IntStream.range(0, 40)
                                .mapToObj(i -> AuditType.FILE_CREATE
                                        .by(
                                                Actor.claiming("ann"),
                                                new Origin("10.0.0." + i, "test", "r" + i),
                                                NOW.plusSeconds(i))
                                        .about("doc-" + i)
                                        .with("size_bytes", i * 1.5))
                                .toList())),
                LIMIT);
        kept = KeptTables.of(admin, TABLES);
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        platform.close();
        Files.deleteIfExists(heads);
        Files.delete(heads.getParent());
    }

    @BeforeEach
    void asItWas() throws Exception {
        Files.deleteIfExists(heads);
        kept.restore();
    }

    @Test
    void anUntouchedLogIsIntact() {
        JsonObject report = verify("");

        assertThat(report.getBoolean("intact")).as(report.encodePrettily()).isTrue();
        assertThat(report.getLong("rows")).isGreaterThanOrEqualTo(40);
        assertThat(report.getLong("last_sequence")).isEqualTo(report.getLong("rows"));
    }

    @Test
    void aChangeOfAnyColumnIsSeen() {
        admin.sql("UPDATE public.audit_logs SET ip_address = '10.9.9.9' WHERE resource_id = 'doc-3'");
        admin.sql("UPDATE public.audit_logs SET data = data || '{\"size_bytes\": 7.50}' WHERE resource_id = 'doc-5'");
        admin.sql("UPDATE public.audit_logs SET created_at = created_at + interval '1 microsecond'"
                + " WHERE resource_id = 'doc-7'");

        JsonObject report = verify("");

        assertThat(findings(report))
                .containsExactly(
                        "row_changed " + id("doc-3"), "row_changed " + id("doc-5"), "row_changed " + id("doc-7"));
    }

    @Test
    void aDeletedRowIsMissed() {
        long id = id("doc-10");
        admin.sql("DELETE FROM public.audit_logs WHERE id = $1", id);

        assertThat(findings(verify(""))).containsExactly("row_deleted " + id);
    }

    @Test
    void aRowAndItsLinkThatAreGoneTogetherLeaveAGap() {
        long id = id("doc-10");
        long sequence = sequence(id);
        admin.sql("DELETE FROM public.audit_logs WHERE id = $1", id);
        admin.sql("DELETE FROM artstore.audit_chain WHERE audit_id = $1", id);

        JsonObject report = verify("");

        assertThat(findings(report)).containsExactly("links_missing " + id("doc-11"));
        assertThat(report.encode()).contains("links " + sequence + " to " + sequence + " are missing");
    }

    @Test
    void anInsertedRowIsNamed() {
        admin.sql("INSERT INTO public.audit_logs (event_type, severity, actor_type, action, data, success,"
                + " hmac_signature, created_at) SELECT event_type, severity, actor_type, action, data, success,"
                + " hmac_signature, created_at FROM public.audit_logs WHERE resource_id = 'doc-1'");
        long inserted =
                admin.sql("SELECT max(id) FROM public.audit_logs").get(0).getLong(0);

        assertThat(findings(verify(""))).containsExactly("row_inserted " + inserted);
    }

    @Test
    void rowsThatChangedPlacesAreNamedAsThat() {
        long one = id("doc-20");
        long other = id("doc-21");
        admin.sql("UPDATE public.audit_logs SET id = -1 WHERE id = $1", one);
        admin.sql("UPDATE public.audit_logs SET id = $1 WHERE id = $2", one, other);
        admin.sql("UPDATE public.audit_logs SET id = $1 WHERE id = -1", other);

        assertThat(findings(verify(""))).containsExactly("rows_swapped " + one, "rows_swapped " + other);
    }

    @Test
    void aTailThatWasCutOffIsMissedEvenWhereTheHeadWasSetBack() {
        long last = sequence(id("doc-35"));
        admin.sql(
                "DELETE FROM public.audit_logs WHERE id IN (SELECT audit_id FROM artstore.audit_chain"
                        + " WHERE sequence > $1)",
                last);
        admin.sql("DELETE FROM artstore.audit_chain WHERE sequence > $1", last);

        assertThat(findings(verify(""))).containsExactly("truncated null");

        admin.sql(
                "UPDATE artstore.audit_head SET sequence = $1, row_hash = (SELECT row_hash FROM artstore.audit_chain"
                        + " WHERE sequence = $1)",
                last);

        assertThat(findings(verify(""))).containsExactly("head_forged null");
    }

    @Test
    void aChainThatWasMadeAnewWithoutTheKeyIsSeen() {
        long id = id("doc-30");
        admin.sql("UPDATE artstore.audit_chain SET row_hash = sha256('anything') WHERE audit_id = $1", id);

        assertThat(findings(verify("")))
                .containsExactly("link_forged " + id, "row_changed " + id, "link_out_of_order " + id("doc-31"));
    }

    @Test
    void aHeadThatWasPublishedOutsideContradictsALogThatWasWholeOnceBefore() throws Exception {
        JsonObject head = verify("").getJsonObject("head");
        Files.writeString(heads, head.encode() + "\n");
        assertThat(findings(verify(""))).isEmpty();

        Files.writeString(heads, head.copy().put("sequence", 100_000).encode() + "\n");

        assertThat(findings(verify(""))).containsExactly("checkpoint_contradicted null");
    }

    @Test
    void aHeadThatWasAlteredIsRecordedByTheNextAppend() {
        admin.sql("UPDATE artstore.audit_head SET sequence = sequence + 5");

        await(
                AuditApi.client(platform.vertx())
                        .record(new AuditBatch(List.of(AuditType.LOGOUT.by(Actor.SYSTEM, Origin.NONE, NOW)))),
                LIMIT);

        JsonObject report = verify("");
        assertThat(findings(report)).anyMatch(finding -> finding.startsWith("head_rejected"));
        assertThat(findings(report)).anyMatch(finding -> finding.startsWith("links_missing"));
    }

    @Test
    void aPartCanBeVerifiedAlone() {
        long from = sequence(id("doc-10"));
        admin.sql("UPDATE public.audit_logs SET action = 'x' WHERE resource_id IN ('doc-9', 'doc-12')");

        JsonObject report = verify("?from_sequence=" + from + "&to_sequence=" + (from + 5));

        assertThat(report.getLong("rows")).isEqualTo(6);
        assertThat(findings(report)).containsExactly("row_changed " + id("doc-12"));
    }

    @Test
    void theLogIsReadByPagesAndFilters() {
        JsonObject first = list("?event_type=file_create&limit=25");
        JsonObject second = list("?event_type=file_create&limit=25&cursor=" + first.getString("next_cursor"));

        assertThat(first.getJsonArray("items")).hasSize(25);
        assertThat(second.getJsonArray("items")).hasSize(15);
        assertThat(second.getString("next_cursor")).isNull();
        JsonObject newest = first.getJsonArray("items").getJsonObject(0);
        assertThat(newest.getString("resource_id")).isEqualTo("doc-39");
        assertThat(newest.getString("created_at")).isEqualTo("2026-03-01T12:00:39.500000Z");
        assertThat(newest.getLong("sequence")).isEqualTo(sequence(newest.getLong("id")));
        assertThat(list("?request_id=r7").getJsonArray("items")).hasSize(1);
        assertThat(list("?actor=ann&resource_id=doc-4&success=true").getJsonArray("items"))
                .hasSize(1);
        assertThat(list("?from=2026-03-01T12:00:10.5Z&to=2026-03-01T12:00:12.5Z&event_type=file_create")
                        .getJsonArray("items"))
                .hasSize(2);
        Answer one = admin.get("/api/v1/audit/" + newest.getLong("id"), "Authorization", bearer);
        assertThat(one.body()).isEqualTo(newest);
        assertThat(admin.get("/api/v1/audit/999999999", "Authorization", bearer).status())
                .isEqualTo(404);
        assertThat(admin.get("/api/v1/audit?severity=loud&limit=0&cursor=x", "Authorization", bearer)
                        .status())
                .isEqualTo(422);
        assertThat(admin.get("/api/v1/audit").status()).isEqualTo(401);
    }

    @Test
    void theExportHoldsWhatIsNeededToHashARowAgain() throws Exception {
        String[] lines = body("/api/v1/audit/export?event_type=file_create").split("\n");

        assertThat(lines).hasSize(40);
        JsonObject line = new JsonObject(lines[3]);
        assertThat(line.getJsonObject("row").getString("resource_id")).isEqualTo("doc-3");
        assertThat(line.fieldNames())
                .contains(
                        "sequence",
                        "event_id",
                        "key_id",
                        "adopted",
                        "appended_at",
                        "previous_hash",
                        "row_hash",
                        "seal");
        assertThat(new JsonObject(lines[4]).getString("previous_hash")).isEqualTo(line.getString("row_hash"));
    }

    private static JsonObject verify(String query) {
        String[] lines = body("/api/v1/audit/verify" + query).split("\n");
        return new JsonObject(lines[lines.length - 1]);
    }

    private static JsonObject list(String query) {
        Answer answer = admin.get("/api/v1/audit" + query, "Authorization", bearer);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> findings(JsonObject report) {
        JsonArray findings = report.getJsonArray("findings");
        return findings.stream()
                .map(JsonObject.class::cast)
                .map(finding -> finding.getString("kind") + " " + finding.getLong("id"))
                .toList();
    }

    private static long id(String resource) {
        return admin.sql("SELECT id FROM public.audit_logs_kept WHERE resource_id = $1", resource)
                .get(0)
                .getLong(0);
    }

    private static long sequence(long id) {
        return admin.sql("SELECT sequence FROM artstore.audit_chain WHERE audit_id = $1", id)
                .get(0)
                .getLong(0);
    }

    private static String body(String path) {
        try {
            URI uri = platform.address("admin").resolve(path);
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Authorization", bearer)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until the events of the start have arrived. */
    private static void settle() {
        Eventually.holds(() -> !admin.sql("SELECT 1 FROM public.audit_logs WHERE event_type = 'token_success'")
                        .isEmpty()
                && admin.sql("SELECT 1 FROM artstore.audit_outbox").isEmpty());
    }
}
