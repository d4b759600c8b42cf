package io.artstore.admin;

import static io.artstore.common.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.admin.repository.AuditArchiveRepository;
import io.artstore.admin.repository.AuditReadRepository;
import io.artstore.admin.service.audit.AuditNotIntactException;
import io.artstore.admin.service.audit.AuditRetention;
import io.artstore.admin.service.audit.AuditVerification;
import io.artstore.admin.service.audit.AuditVerification.Progress;
import io.artstore.admin.service.audit.AuditVerification.Scope;
import io.artstore.admin.store.AuditArchive;
import io.artstore.admin.store.AuditSecretFile;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditType;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.database.PgPools;
import io.artstore.common.security.Origin;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old rows leave the database only into files that prove them, and what stays is proven from there on. */
class AuditRetentionIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SEVEN_YEARS = Duration.ofDays(2_555);
    /** Everything that happens in this test is old by then, but for what claims to happen later still. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), SEVEN_YEARS.plusDays(1));

    private static final Instant MUCH_LATER = Instant.parse("2100-01-01T00:00:00Z");
    private static final int PART = 10;
    private static final Scope EVERYTHING = new Scope(1, Optional.empty(), List.of(), Optional.empty());
    private static final List<String> TABLES =
            List.of("artstore.audit_head", "public.audit_logs", "artstore.audit_chain", "artstore.audit_archives");

    private static TestPlatform platform;
    private static AdminClient admin;
    private static KeptTables kept;
    private static Pool pool;
    private static BoundedWorkers workers;
    private static AuditTool tool;
    private static long old;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        platform = TestPlatform.builder().modules("admin").start();
        admin = new AdminClient(platform);
        pool = PgPools.open(platform.vertx(), Settings.adminDatabase(platform.config()), 4, "retention-test");
        workers = BoundedWorkers.open(platform.vertx(), "retention-test", "archiving", 1, 4);
        tool = AuditTool.open(platform.vertx(), platform.config());
        platform.token();
        arrived("SELECT 1 FROM public.audit_logs WHERE event_type = 'token_success'");
        settle();
        record("old", Instant.now(), 25);
        old = count("public.audit_logs");
        record("young", MUCH_LATER, 5);
        kept = KeptTables.of(admin, TABLES);
    }

    @AfterAll
    static void stop() {
        await(tool.close().transform(closed -> pool.close()).transform(closed -> workers.close()), LIMIT);
        admin.close();
        platform.close();
    }

    @BeforeEach
    void asItWas() throws Exception {
        settle();
        kept.restore();
    }

    @Test
    void oldRowsAreArchivedThenRemovedAndTheChainIsProvenFromTheAnchorOn() throws Exception {
        long archived = await(retention(LATER).archiveOld(), LIMIT);

        assertThat(archived).isEqualTo(old);
        assertThat(sequencesInFiles())
                .isEqualTo(LongStream.rangeClosed(1, old).boxed().toList());
        assertThat(admin.sql("SELECT 1 FROM public.audit_logs WHERE resource_id LIKE 'old%'"))
                .isEmpty();
        assertThat(admin.sql("SELECT 1 FROM public.audit_logs WHERE resource_id LIKE 'young%'"))
                .hasSize(5);
        settle();
        assertThat(admin.sql("SELECT 1 FROM public.audit_logs WHERE event_type = 'audit_archive'"))
                .hasSize(files().size());
        VerificationReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.firstSequence()).isEqualTo(old + 1);
        assertThat(report.head().anchorSequence()).isEqualTo(old);
        assertThat(report.archived().lastSequence()).isEqualTo(old);
    }

    @Test
    void aManifestHasTheDigestOfItsFileAndTheEndsOfItsChain() throws Exception {
        await(retention(LATER).archiveOld(), LIMIT);

        String before = "0".repeat(64);
        for (Path file : files()) {
            JsonObject manifest = new JsonObject(Files.readString(manifest(file)));
            List<JsonObject> lines = lines(file);
            assertThat(manifest.getString("sha256")).isEqualTo(sha256(file));
            assertThat(manifest.getString("previous_hash"))
                    .isEqualTo(before)
                    .isEqualTo(lines.get(0).getString("previous_hash"));
            before = lines.get(lines.size() - 1).getString("row_hash");
            assertThat(manifest.getString("row_hash")).isEqualTo(before);
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        }
    }

    @Test
    void rowsThatAreNotOldEnoughStay() throws Exception {
        long archived = await(retention(Clock.systemUTC()).archiveOld(), LIMIT);

        assertThat(archived).isZero();
        assertThat(files()).isEmpty();
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void anArchiveFileThatWasChangedOrIsGoneIsNamed() throws Exception {
        await(retention(LATER).archiveOld(), LIMIT);
        byte[] content = Files.readAllBytes(files().get(0));
        content[content.length / 2] ^= 1;
        Files.write(files().get(0), content);
        Files.delete(files().get(1));

        assertThat(findings(verify())).containsExactly("ARCHIVE_CHANGED 1", "ARCHIVE_MISSING " + (PART + 1));
    }

    @Test
    void recordsOfTheArchiveThatWereChangedOrRemovedAreNamed() {
        await(retention(LATER).archiveOld(), LIMIT);
        admin.sql("UPDATE artstore.audit_archives SET sha256 = repeat('0', 64) WHERE first_sequence = 1");
        admin.sql("DELETE FROM artstore.audit_archives WHERE last_sequence = $1", old);

        assertThat(findings(verify()))
                .containsExactly(
                        "ARCHIVE_FORGED 1",
                        "ARCHIVE_CHANGED 1",
                        "ANCHOR_CONTRADICTED " + old,
                        "ARCHIVE_LEFTOVER 0",
                        "ARCHIVE_LEFTOVER 0");
    }

    @Test
    void anAnchorThatWasMovedToHideRemovedRowsIsNamedAndNothingIsArchivedBehindIt() throws Exception {
        admin.sql("UPDATE artstore.audit_head SET (anchor_sequence, anchor_hash) ="
                + " (SELECT sequence, row_hash FROM artstore.audit_chain WHERE sequence = 3)");
        admin.sql("DELETE FROM public.audit_logs WHERE id IN"
                + " (SELECT audit_id FROM artstore.audit_chain WHERE sequence <= 3)");
        admin.sql("DELETE FROM artstore.audit_chain WHERE sequence <= 3");

        assertThatThrownBy(() -> await(retention(LATER).archiveOld(), LIMIT)).hasMessageContaining("not intact");
        assertThat(findings(verify())).containsExactly("HEAD_FORGED " + (old + 5), "ANCHOR_CONTRADICTED 3");
        assertThat(files()).isEmpty();
    }

    @Test
    void aPartThatDoesNotVerifyStaysWhereItIs() throws Exception {
        admin.sql("UPDATE public.audit_logs SET ip_address = '10.9.9.9' WHERE resource_id = 'old3'");

        assertThatThrownBy(() -> await(retention(LATER).archiveOld(), LIMIT))
                .isInstanceOf(AuditNotIntactException.class)
                .hasMessageContaining("is not as it was recorded");

        assertThat(admin.sql("SELECT 1 FROM public.audit_logs WHERE resource_id = 'old3'"))
                .hasSize(1);
        settle();
        assertThat(verify().findings()).hasSize(1);
    }

    @Test
    void aProcessThatDiesBetweenArchivingAndRemovingLosesNothingAndTheNextRunRepeatsIt() throws Exception {
        Files.createDirectories(folder);
        admin.sql("CREATE FUNCTION artstore.die() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION ''the power is gone''; END'");
        admin.sql("CREATE TRIGGER die BEFORE INSERT ON artstore.audit_archives EXECUTE FUNCTION artstore.die()");
        try {
            assertThatThrownBy(() -> await(retention(LATER).archiveOld(), LIMIT))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            admin.sql("DROP FUNCTION artstore.die CASCADE");
        }
        List<Path> left = files();
        assertThat(left).hasSize(1);
        assertThat(findings(verify())).containsExactly("ARCHIVE_LEFTOVER 0", "ARCHIVE_LEFTOVER 0");
        assertThat(verify().intact()).isTrue();
        assertThat(count("public.audit_logs")).isEqualTo(old + 5);
        Files.write(folder.resolve(left.get(0).getFileName() + ".new"), new byte[] {1, 2, 3});
        Files.write(left.get(0), new byte[] {1, 2, 3});

        long archived = await(retention(LATER).archiveOld(), LIMIT);

        assertThat(archived).isEqualTo(old);
        assertThat(sequencesInFiles())
                .isEqualTo(LongStream.rangeClosed(1, old).boxed().toList());
        settle();
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void rowsThatShouldBeInTheArchiveByNowAreToldOf() {
        Clock threeDaysLater = Clock.offset(LATER, Duration.ofDays(2));

        VerificationReport inTime = await(verification(LATER).verify(EVERYTHING, goingOn()), LIMIT);
        VerificationReport behind = await(verification(threeDaysLater).verify(EVERYTHING, goingOn()), LIMIT);

        assertThat(inTime.findings()).isEmpty();
        assertThat(findings(behind)).containsExactly("RETENTION_BEHIND 1");
        assertThat(behind.intact()).isTrue();
    }

    @Test
    void twoNodesAtOnceArchiveEachRowOnce() throws Exception {
        Future<Long> one = retention(LATER).archiveOld();
        Future<Long> other = retention(LATER).archiveOld();

        long archived = await(one, LIMIT) + await(other, LIMIT);
        archived += await(retention(LATER).archiveOld(), LIMIT);

        assertThat(archived).isEqualTo(old);
        assertThat(sequencesInFiles())
                .isEqualTo(LongStream.rangeClosed(1, old).boxed().toList());
        settle();
        assertThat(verify().findings()).isEmpty();
    }

    private static AuditKeys keys() {
        return new AuditKeys(AuditSecretFile.read(platform.home()), List.of());
    }

    private static AuditVerification verification(Clock clock) {
        return new AuditVerification(new AuditReadRepository(pool), keys(), workers, Optional.of(SEVEN_YEARS), clock);
    }

    private static Function<Progress, Future<Void>> goingOn() {
        return progress -> Future.succeededFuture();
    }

    private AuditRetention retention(Clock clock) {
        return new AuditRetention(
                new AuditArchiveRepository(pool),
                new AuditArchive(workers, folder),
                keys(),
                workers,
                clock,
                new AuditRetention.Rule(SEVEN_YEARS, PART));
    }

    private VerificationReport verify() {
        return await(tool.verify(1, Optional.empty(), Optional.empty(), Optional.of(folder), goingOn()), LIMIT);
    }

    private static List<String> findings(VerificationReport report) {
        return report.findings().stream()
                .map(finding -> finding.kind() + " " + finding.sequence())
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static Path manifest(Path file) {
        return file.resolveSibling(file.getFileName() + ".manifest.json");
    }

    private List<Long> sequencesInFiles() throws IOException {
        List<Long> sequences = new ArrayList<>();
        for (Path file : files()) {
            lines(file).forEach(line -> sequences.add(line.getLong("sequence")));
        }
        return sequences;
    }

    private static List<JsonObject> lines(Path file) throws IOException {
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonObject::new)
                    .toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static long count(String table) {
        return admin.sql("SELECT count(*) FROM " + table).get(0).getLong(0);
    }

    private static void record(String name, Instant at, int rows) {
        AuditBatch batch = new AuditBatch(IntStream.range(0, rows)
                .mapToObj(i -> AuditType.FILE_CREATE
                        .by(Actor.SYSTEM, Origin.NONE, at.plusMillis(i))
                        .about(name + i))
                .toList());
        await(AuditApi.client(platform.vertx()).record(batch), LIMIT);
    }

    /** Until the events on their way have arrived. */
    private static void settle() {
        arrived("SELECT 1 WHERE NOT EXISTS (SELECT FROM artstore.audit_outbox)");
    }

    private static void arrived(String question) {
        Eventually.holds(() -> !admin.sql(question).isEmpty());
    }
}
