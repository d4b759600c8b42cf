package io.artstore.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.config.Settings;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code artstore storage} on an element that is served and on one that nobody serves. */
class StorageCommandIT {

    private record Outcome(int exitCode, String output) {}

    @Test
    void aLostDatabaseComesBackFromTheDiskWhetherTheElementIsServedOrNot() throws Exception {
        TestPlatform.Builder builder = TestPlatform.builder();
        try (TestPlatform platform = builder.start()) {
            ElementSettings element = Settings.elements(platform.config()).get(0);
            document(element.path(), UUID.randomUUID());
            document(element.path(), UUID.randomUUID());

            Outcome served = storage(platform, "rebuild");

            assertThat(served.output()).contains("the element is served", "rows created: 2", "findings: 0");
            assertThat(served.exitCode()).isZero();
            assertThat(rowsOf(element)).isEqualTo("2");
            awaitIndexed(platform, "2");

            platform.stop();
            execute(element.database(), "TRUNCATE storage_elem_01_files, storage_elem_01_wal");
            Files.writeString(document(element.path(), UUID.randomUUID()), "garbage");
            Outcome alone = storage(platform, "rebuild");
            Outcome wrong = storage(platform, "verify", "--element", "no_such_element");

            assertThat(alone.output()).contains("nothing serves the element", "rows created: 2", "attributes_damaged");
            assertThat(alone.exitCode()).isEqualTo(1);
            assertThat(rowsOf(element)).isEqualTo("2");
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.output()).contains("storage_elem_01");
        }
    }

    private static Outcome storage(TestPlatform platform, String command, String... more) {
        ArtStoreConfig config = platform.config();
        DatabaseSettings database = Settings.elements(config).get(0).database();
        List<String> arguments = new ArrayList<>(List.of(
                "storage",
                command,
                "--home=" + config.home(),
                "--set=artstore.database.host=" + database.host(),
                "--set=artstore.database.port=" + database.port(),
                "--set=artstore.database.username=" + database.username(),
                "--set=artstore.database.password=" + database.password(),
                "--set=artstore.storage.elements[0].id=storage_elem_01",
                "--set=artstore.storage.elements[0].database.name=" + database.name(),
                "--url=" + platform.address("storage/storage_elem_01"),
                "--admin-url=" + platform.address("admin")));
        arguments.addAll(List.of(more));
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        int exitCode = new CommandLine(new ArtStoreCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(arguments.toArray(String[]::new));
        return new Outcome(exitCode, text.toString());
    }

    /** Lays a document where an element would have; returns its attribute file. */
    private static Path document(Path base, UUID id) throws IOException {
        Path folder = Files.createDirectories(base.resolve("2025/11/16/09"));
        String name = "letter_ivanov_20251116T091011_" + id + ".txt";
        Files.writeString(folder.resolve(name), "abc");
        return Files.writeString(folder.resolve(name + ".attr.json"), """
                {"file_id": "%s", "original_filename": "letter.txt", "storage_filename": "%s", "file_size": 3,
                 "content_type": "text/plain", "created_at": "2025-11-16T09:10:11+00:00",
                 "updated_at": "2025-11-16T09:10:11+00:00", "created_by_id": "u1", "created_by_username": "ivanov",
                 "created_by_fullname": null, "description": null, "version": null, "storage_path": "2025/11/16/09/",
                 "checksum": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "metadata": {}}
                """.formatted(id, name));
    }

    private static void awaitIndexed(TestPlatform platform, String count) {
        String sql = "SELECT count(*) FROM file_metadata_cache";
        Eventually.value(
                "query follows the rebuild",
                () -> value(Settings.queryDatabase(platform.config()), sql),
                count::equals);
    }

    private static String rowsOf(ElementSettings element) throws SQLException {
        return value(element.database(), "SELECT count(*) FROM storage_elem_01_files");
    }

    private static String value(DatabaseSettings database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(DatabaseSettings database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.username(),
                database.password());
    }
}
