package io.artstore.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.artstore.common.config.LoadedConfig.EffectiveValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    @Test
    void defaultsAreTheDocumentedOnes() {
        ArtStoreConfig config = ConfigLoader.load(ConfigSources.of(Map.of())).config();

        assertThat(config.home()).isEqualTo(Path.of("./artstore-data"));
        assertThat(config.modules()).containsExactly("admin", "storage", "query");
        assertThat(config.database().host()).isEmpty();
        assertThat(config.database().port()).isEqualTo(5432);
        assertThat(Settings.adminHttp(config).port()).isEqualTo(8000);
        assertThat(Settings.queryHttp(config).port()).isEqualTo(8030);
        assertThat(Settings.adminDatabase(config).name()).isEqualTo("artstore_admin");
        assertThat(Settings.queryDatabase(config).name()).isEqualTo("artstore");
        assertThat(config.admin().token().accessLifetime()).isEqualTo(Duration.ofMinutes(30));
        ElementSettings element = Settings.elements(config).get(0);
        assertThat(element.id()).isEqualTo("storage_elem_01");
        assertThat(element.http().port()).isEqualTo(8010);
        assertThat(element.database().name()).isEqualTo("artstore_storage_01");
        assertThat(element.mode()).isEqualTo(ElementMode.EDIT);
        assertThat(element.path()).isEqualTo(Path.of("./artstore-data/storage_elem_01"));
        assertThat(element.quotaBytes()).isEqualTo(100L << 30);
    }

    @Test
    void aSecretThatNobodySetIsAbsentAndNotEmpty() {
        ArtStoreConfig config = ConfigLoader.load(ConfigSources.of(Map.of())).config();

        assertThat(config.admin().initialAdmin().password()).isEmpty();
        assertThat(config.admin().initialAccount().clientSecret()).isEmpty();
        assertThat(config.admin().database().password()).isEmpty();
        assertThat(Settings.adminDatabase(config).password()).isEqualTo("password");
    }

    @Test
    void laterSourcesWinAndSayWhereAValueCameFrom() throws Exception {
        Path file = yaml("artstore:\n  admin:\n    http: {port: 9000}\n  query:\n    http: {port: 9030}\n");

        LoadedConfig loaded = ConfigLoader.load(new ConfigSources(
                Optional.of(file),
                Map.of("ARTSTORE_QUERY_HTTP_PORT", "9031", "ARTSTORE_LOG_LEVEL", "debug"),
                Map.of("artstore.log.level", "warn"),
                Map.of("artstore.database.host", "127.0.0.1")));

        assertThat(loaded.config().admin().http().port()).isEqualTo(9000);
        assertThat(loaded.config().query().http().port()).isEqualTo(9031);
        assertThat(loaded.config().log().level()).isEqualTo(ArtStoreConfig.LogLevel.WARN);
        assertThat(origin(loaded, "artstore.admin.http.port")).contains(file.toString());
        assertThat(origin(loaded, "artstore.query.http.port")).isEqualTo("environment");
        assertThat(origin(loaded, "artstore.log.level")).isEqualTo("command line");
        assertThat(origin(loaded, "artstore.database.host")).isEqualTo("started by ArtStore");
        assertThat(origin(loaded, "artstore.database.port")).isEqualTo("default");
    }

    @Test
    void theDocumentedShapeOfTheFileIsAccepted() throws Exception {
        Path file = yaml("""
                artstore:
                  home: ./artstore-data
                  database: {host: , port: 5432, username: artstore, password: password, ssl-mode: disable}
                  admin:
                    http: {host: 0.0.0.0, port: 8000}
                    database: {name: artstore_admin}
                  storage:
                    elements:
                      - id: storage_elem_01
                        http: {host: 0.0.0.0, port: 8010}
                        database: {name: artstore_storage_01}
                        mode: edit
                        path: ${artstore.home}/storage_elem_01
                        quota: 100GB
                      - id: second
                        database: {host: db2, port: 5432, username: artstore, password: other}
                    ingest:
                      http: {host: 0.0.0.0, port: 8020}
                  query:
                    http: {host: 0.0.0.0, port: 8030}
                    database: {name: artstore}
                """);

        ArtStoreConfig config = ConfigLoader.load(new ConfigSources(Optional.of(file), Map.of(), Map.of(), Map.of()))
                .config();

        List<ElementSettings> elements = Settings.elements(config);
        assertThat(elements).extracting(ElementSettings::id).containsExactly("storage_elem_01", "second");
        assertThat(elements.get(0).path()).isEqualTo(Path.of("./artstore-data/storage_elem_01"));
        assertThat(elements.get(1).http().port()).isEqualTo(8011);
        assertThat(elements.get(1).database().name()).isEqualTo("artstore_storage_02");
        assertThat(elements.get(1).database().host()).isEqualTo("db2");
        assertThat(elements.get(1).database().password()).isEqualTo("other");
        assertThat(elements.get(1).database().username()).isEqualTo("artstore");
    }

    @Test
    void elementsCanBeSetFromTheEnvironment() {
        Map<String, String> environment = Map.of(
                "ARTSTORE_STORAGE_ELEMENTS_0__ID", "from_env",
                "ARTSTORE_STORAGE_ELEMENTS_0__HTTP_PORT", "8111");

        ArtStoreConfig config = ConfigLoader.load(new ConfigSources(Optional.empty(), environment, Map.of(), Map.of()))
                .config();

        assertThat(Settings.elements(config).get(0).id()).isEqualTo("from_env");
        assertThat(Settings.elements(config).get(0).http().port()).isEqualTo(8111);
    }

    @Test
    void everyProblemIsListedAtOnceWithKeyAndValue() throws Exception {
        Path file = yaml("""
                artstore:
                  colour: blue
                  admin:
                    http: {port: eighty}
                  query:
                    statement-timeout: soon
                  storage:
                    elements:
                      - id: one
                        quota: lots
                """);

        ConfigException exception = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(new ConfigSources(
                        Optional.of(file), Map.of("ARTSTORE_ADMN_HTTP_PORT", "1"), Map.of(), Map.of())));

        assertThat(exception.problems())
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "ARTSTORE_ADMN_HTTP_PORT",
                        "artstore.colour",
                        "artstore.admin.http.port",
                        "artstore.query.statement-timeout",
                        "artstore.storage.elements[0].quota");
        assertThat(exception)
                .hasMessageContaining("eighty")
                .hasMessageContaining("soon")
                .hasMessageContaining("lots");
    }

    @Test
    void valuesThatContradictEachOtherAreNamed() {
        Map<String, String> values = Map.of(
                "artstore.admin.http.port", "8030",
                "artstore.modules", "admin,query,archive",
                "artstore.database.port", "70000");

        assertThatThrownBy(() -> ConfigLoader.load(ConfigSources.of(values)))
                .hasMessageContaining("artstore.query.http.port")
                .hasMessageContaining("'archive' is not a module")
                .hasMessageContaining("70000");
    }

    @Test
    void anElementsUpkeepIsCheckedAndHasHonestDefaults() {
        ArtStoreConfig defaults = ConfigLoader.load(ConfigSources.of(Map.of())).config();
        ArtStoreConfig named = ConfigLoader.load(
                        ConfigSources.of(Map.of("artstore.storage.elements[0].id", "storage_elem_01")))
                .config();
        Map<String, String> wrong = Map.of(
                "artstore.storage.elements[0].id", "storage_elem_01",
                "artstore.storage.elements[0].mode", "ar",
                "artstore.storage.elements[0].leave-archive", "true",
                "artstore.storage.elements[0].scrub.period", "1m",
                "artstore.storage.elements[0].trash-grace", "4000d");

        assertThat(Settings.elements(defaults).get(0).upkeep())
                .isEqualTo(new Upkeep(
                        Durability.ALWAYS,
                        Duration.ofHours(24),
                        false,
                        32L << 20,
                        16L << 20,
                        Duration.ofDays(30),
                        20L << 20))
                .isEqualTo(Settings.elements(named).get(0).upkeep());
        assertThatThrownBy(() -> ConfigLoader.load(ConfigSources.of(wrong)))
                .hasMessageContaining("set mode to rw too")
                .hasMessageContaining("choose 0s (never), or 1h to 3650d")
                .hasMessageContaining("choose 0s (at once) to 3650d");
        assertThatThrownBy(() -> ConfigLoader.load(ConfigSources.of(Map.of(
                        "artstore.storage.elements[0].id", "storage_elem_01",
                        "artstore.storage.elements[0].durability", "never"))))
                .hasMessageContaining("durability")
                .hasMessageContaining("never");
    }

    @Test
    void aModuleWithoutAPasswordOfItsOwnUsesTheCommonOne() {
        ArtStoreConfig config = ConfigLoader.load(ConfigSources.of(Map.of("artstore.database.password", "hunter2")))
                .config();

        assertThat(config.admin().initialAdmin().password()).isEmpty();
        assertThat(Settings.queryDatabase(config).password()).isEqualTo("hunter2");
    }

    @Test
    void secretsAreMasked() {
        LoadedConfig loaded =
                ConfigLoader.load(ConfigSources.of(Map.of("artstore.database.password", "hunter2hunter2")));

        assertThat(loaded.values().toString()).doesNotContain("hunter2");
        assertThat(loaded.config().database().password().toString()).doesNotContain("hunter2");
        assertThat(Settings.adminDatabase(loaded.config()).toString()).doesNotContain("hunter2");
    }

    @Test
    void namesOfTheCheckpointAreFallBacks() throws Exception {
        Path file = yaml("artstore:\n  admin:\n    initial-admin: {username: root}\n");
        Map<String, String> environment = Map.of(
                "DATABASE_HOST", "old-db",
                "DATABASE_PORT", "5433",
                "DATABASE_USERNAME", "reader",
                "DATABASE_PASSWORD", "secret",
                "INITIAL_ADMIN_USERNAME", "chief",
                "INITIAL_ADMIN_EMAIL", "a@b.c");

        ArtStoreConfig config = ConfigLoader.load(new ConfigSources(Optional.of(file), environment, Map.of(), Map.of()))
                .config();

        assertThat(Settings.queryDatabase(config).host()).isEqualTo("old-db");
        assertThat(config.admin().initialAdmin().email()).isEqualTo("a@b.c");
        assertThat(config.admin().initialAdmin().username()).isEqualTo("root");
    }

    @Test
    void aServerOfOneModuleBesideTheEmbeddedOneMustBeComplete() {
        Map<String, String> values = Map.of("artstore.query.database.host", "elsewhere");

        assertThatThrownBy(() -> ConfigLoader.load(ConfigSources.of(values)))
                .hasMessageContaining("artstore.query.database.host")
                .hasMessageContaining("embedded");
    }

    @Test
    void whatFollowsFromDefaultsIsShownToo() {
        LoadedConfig loaded = ConfigLoader.load(ConfigSources.of(Map.of("artstore.storage.elements[0].id", "first")));

        assertThat(loaded.values())
                .filteredOn(value -> value.key().startsWith("artstore.storage.elements[0]."))
                .extracting(EffectiveValue::key, EffectiveValue::value)
                .contains(
                        tuple("artstore.storage.elements[0].id", "first"),
                        tuple("artstore.storage.elements[0].mode", "edit"),
                        tuple("artstore.storage.elements[0].quota", "100GB"),
                        tuple("artstore.storage.elements[0].http.port", "8010"),
                        tuple("artstore.storage.elements[0].database.name", "artstore_storage_01"));
    }

    @Test
    void brokenYamlIsNamed() throws Exception {
        Path file = yaml("artstore: [unclosed\n");

        assertThatThrownBy(() -> ConfigLoader.load(new ConfigSources(Optional.of(file), Map.of(), Map.of(), Map.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not valid YAML");
    }

    private Path yaml(String text) throws Exception {
        return Files.writeString(folder.resolve("artstore.yaml"), text);
    }

    private static String origin(LoadedConfig loaded, String key) {
        return loaded.values().stream()
                .filter(value -> value.key().equals(key))
                .map(EffectiveValue::origin)
                .findFirst()
                .orElseThrow();
    }
}
