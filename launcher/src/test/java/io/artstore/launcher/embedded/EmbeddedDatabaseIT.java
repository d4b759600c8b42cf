package io.artstore.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    static Path binaries;

    @TempDir
    Path folder;

    private Path home;
    private EmbeddedOptions options;

    @BeforeEach
    void chooseAHomeWithAnOrdinaryUsersName() throws IOException {
        String name = "Мой архив";
        Charset fileNames = Charset.forName(System.getProperty("sun.jnu.encoding"));
        home = folder.toRealPath().resolve(fileNames.newEncoder().canEncode(name) ? name : "my archive");
        options = EmbeddedOptions.defaults().withBinaries(binaries);
    }

    @Test
    void theRoleMayCreateDatabasesAndTheirExtensions() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            execute(database, "postgres", "CREATE DATABASE mine");
            execute(database, "mine", "CREATE EXTENSION pg_trgm");
            execute(database, "mine", "CREATE EXTENSION unaccent");
            execute(database, "mine", "CREATE EXTENSION btree_gin");

            String owner =
                    query(database, "mine", "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname='mine'");

            assertThat(owner).isEqualTo("artstore");
        }
    }

    @Test
    void russianWordsAreFoundWhateverTheLocaleOfTheMachine() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            execute(database, "postgres", "CREATE DATABASE mine");
            execute(database, "mine", "CREATE EXTENSION pg_trgm");

            String words = query(database, "mine", "SELECT to_tsvector('russian', '«Договоры» — Ёлки…')::text");
            String trigrams = query(database, "mine", "SELECT cardinality(show_trgm('Договор'))");

            assertThat(words).isEqualTo("'договор':1 'елк':2");
            assertThat(trigrams).isEqualTo("8");
        }
    }

    @Test
    void theServerThinksInUtcWhateverTheZoneOfTheMachine() throws IOException {
        start().close();

        assertThat(home.resolve("postgres/data/postgresql.conf"))
                .content()
                .containsPattern("(?m)^timezone = '?UTC")
                .containsPattern("(?m)^log_timezone = '?UTC");
    }

    @Test
    void onlyThePasswordOpensIt() {
        try (EmbeddedDatabase database = start()) {
            assertThatThrownBy(() -> connect(database, "postgres", "artstore", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("28P01");
            assertThatThrownBy(() -> connect(database, "postgres", "postgres", database.password()))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("28P01");
        }
    }

    @Test
    void nobodyElseCanReadTheHome() throws IOException {
        start().close();

        assertThat(mode(home)).isEqualTo("rwx------");
        assertThat(mode(home.resolve("postgres"))).isEqualTo("rwx------");
        assertThat(mode(home.resolve("postgres/data"))).isEqualTo("rwx------");
        assertThat(mode(home.resolve("postgres/role-password"))).isEqualTo("rw-------");
        assertThat(mode(home.resolve("postgres/superuser-password"))).isEqualTo("rw-------");
        assertThat(mode(home.resolve("postgres/postgres.log"))).isEqualTo("rw-------");
    }

    @Test
    void aSecondStartKeepsDataPortAndPassword() throws SQLException {
        EmbeddedDatabase first = start();
        keepARow(first);
        first.close();

        try (EmbeddedDatabase second = start()) {
            assertThat(second.port()).isEqualTo(first.port());
            assertThat(query(second, "mine", "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aCommitIsDurableWhateverTheConfigurationFileSays() throws Exception {
        start().close();
        Files.writeString(
                home.resolve("postgres/data/postgresql.auto.conf"),
                "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\n");

        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "postgres", "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "postgres", "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void aServerThatDoesNotCommitDurablyIsRefusedAndStopped() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            execute(database, "postgres", "ALTER ROLE artstore SET synchronous_commit = off");
        }

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("synchronous_commit=off");

        assertThat(postmaster()).isFalse();
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsStoppedAndNothingCommittedIsLost() throws Exception {
        ChildServer child = ChildServer.spawn(home, binaries).awaitReady();
        keepARow(EmbeddedDatabase.running(home).orElseThrow());
        child.kill();
        assertThat(postmaster()).isTrue();

        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "mine", "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aKilledServerRecoversEvenWhileOneOfItsWorkersIsBusy() throws Exception {
        ChildServer child = ChildServer.spawn(home, binaries).awaitReady();
        EmbeddedDatabase seen = EmbeddedDatabase.running(home).orElseThrow();
        keepARow(seen);
        try (Connection busy = connect(seen, "postgres", seen.username(), seen.password());
                Statement work = busy.createStatement()) {
            Thread worker = new Thread(() -> runUntilCutOff(work));
            worker.start();
            awaitBusyWorker(seen);
            child.kill();
            new PostmasterPidFile(home.resolve("postgres/data"))
                    .postmaster()
                    .orElseThrow()
                    .destroyForcibly();

            try (EmbeddedDatabase database = start()) {
                assertThat(query(database, "mine", "SELECT n FROM kept")).isEqualTo("42");
            }
            worker.join();
        }
    }

    @Test
    void aStalePidFileThatNamesAStrangerIsNoObstacle() throws IOException {
        start().close();
        long stranger = ProcessHandle.current().parent().orElseThrow().pid();
        Files.writeString(home.resolve("postgres/data/postmaster.pid"), stranger + "\n/elsewhere\n0\n1\n\n\n\n");

        try (EmbeddedDatabase database = start()) {
            assertThat(database.port()).isPositive();
        }
        assertThat(ProcessHandle.of(stranger)).isPresent();
    }

    @Test
    void aSecondProcessIsToldWhoServesTheHome() throws Exception {
        try (ChildServer first = ChildServer.spawn(home, binaries).awaitReady();
                ChildServer second = ChildServer.spawn(home, binaries)) {
            assertThat(second.verdict())
                    .startsWith("REFUSED HomeInUseException")
                    .contains(home.toString())
                    .contains("pid " + first.pid())
                    .contains("artstore.home");
            assertThat(postmaster()).isTrue();
        }
    }

    @Test
    void aSecondStartInTheSameProcessIsRefusedAndDoesNotLoosenTheLock() throws Exception {
        try (EmbeddedDatabase database = start()) {
            assertThatThrownBy(this::start).isInstanceOf(HomeInUseException.class);

            try (ChildServer other = ChildServer.spawn(home, binaries)) {
                assertThat(other.verdict()).startsWith("REFUSED HomeInUseException");
            }
            assertThat(query(database, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aFirstStartKilledHalfWayHealsAtTheNext() throws Exception {
        PostgresBinaries.unpackInto(binaries, true);
        ChildServer child = ChildServer.spawn(home, binaries);
        awaitDraft();
        child.kill();
        assertThat(home.resolve("postgres/data")).doesNotExist();

        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aFirstStartKilledBeforeTheRoleWasMadeHealsAtTheNext() throws Exception {
        start().close();
        Files.writeString(home.resolve("postgres/role-password"), "a password the server does not know\n");

        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void closingStopsTheServerWithinTenSecondsEvenWithSessionsOpen() throws SQLException {
        EmbeddedDatabase database = start();
        try (Connection idle = connect(database, "postgres", database.username(), database.password())) {
            Instant begin = Instant.now();

            database.close();

            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(postmaster()).isFalse();
            assertThat(idle.isValid(1)).isFalse();
        }
    }

    private static void keepARow(EmbeddedDatabase database) throws SQLException {
        execute(database, "postgres", "CREATE DATABASE mine");
        execute(database, "mine", "CREATE TABLE kept AS SELECT 42 AS n");
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(home, options);
    }

    private boolean postmaster() {
        return new PostmasterPidFile(home.resolve("postgres/data")).postmaster().isPresent();
    }

    private void awaitDraft() {
        Eventually.holds("initdb has begun", () -> Files.isDirectory(home.resolve("postgres")) && draftHasContent());
    }

    private boolean draftHasContent() throws IOException {
        try (Stream<Path> entries = Files.list(home.resolve("postgres"))) {
            return entries.anyMatch(path ->
                    path.getFileName().toString().startsWith("data.draft-") && Files.exists(path.resolve("base")));
        }
    }

    private static void awaitBusyWorker(EmbeddedDatabase database) {
        String running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%series%'"
                + " AND pid <> pg_backend_pid()";
        Eventually.holds(
                "a busy worker", () -> !query(database, "postgres", running).equals("0"));
    }

    private static void runUntilCutOff(Statement work) {
        assertThatThrownBy(() -> work.execute("SELECT count(*) FROM generate_series(1, 300000000) AS series"))
                .isInstanceOf(SQLException.class);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void execute(EmbeddedDatabase server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database, server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database, server.username(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase server, String database, String user, String password)
            throws SQLException {
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database;
        return DriverManager.getConnection(url, user, password);
    }
}
