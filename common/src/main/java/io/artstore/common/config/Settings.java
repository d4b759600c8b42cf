package io.artstore.common.config;

import io.artstore.common.config.ArtStoreConfig.DatabaseOverride;
import io.artstore.common.config.ArtStoreConfig.Listener;
import io.artstore.common.config.HttpSettings.TlsFiles;
import io.artstore.common.config.StorageConfig.Element;
import io.artstore.common.database.DatabaseSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out what several keys say together, so that no module repeats the rule. */
public final class Settings {
    /** The element of an installation that configures none. */
    public static final String FIRST_ELEMENT = "storage_elem_01";

    private static final int FIRST_ELEMENT_PORT = 8010;
    /** Where a module is looked for when no server is configured and none was started: libpq's default. */
    private static final String LOCAL_HOST = "localhost";

    private Settings() {}

    public static HttpSettings adminHttp(ArtStoreConfig config) {
        return http(config, config.admin().http(), config.admin().http().port());
    }

    public static HttpSettings queryHttp(ArtStoreConfig config) {
        return http(config, config.query().http(), config.query().http().port());
    }

    public static DatabaseSettings adminDatabase(ArtStoreConfig config) {
        return database(
                config, config.admin().database(), config.admin().database().name());
    }

    public static DatabaseSettings queryDatabase(ArtStoreConfig config) {
        return database(
                config, config.query().database(), config.query().database().name());
    }

    /** The configured elements, or the one default element, in configured order. */
    public static List<ElementSettings> elements(ArtStoreConfig config) {
        List<Element> configured = config.storage().elements().orElse(List.of());
        if (configured.isEmpty()) {
            return List.of(defaultElement(config));
        }
        List<ElementSettings> elements = new ArrayList<>();
        for (Element element : configured) {
            elements.add(element(config, element, elements.size() + 1));
        }
        return List.copyOf(elements);
    }

    /** Whether some selected module has no database server configured, so that the embedded one is needed. */
    public static boolean needsEmbeddedDatabase(ArtStoreConfig config) {
        if (config.database().host().isPresent()) {
            return false;
        }
        List<String> modules = config.modules();
        boolean admin =
                modules.contains("admin") && config.admin().database().host().isEmpty();
        boolean query =
                modules.contains("query") && config.query().database().host().isEmpty();
        List<Element> elements = config.storage().elements().orElse(List.of());
        boolean storage = modules.contains("storage")
                && (elements.isEmpty()
                        || elements.stream()
                                .anyMatch(element -> element.database().host().isEmpty()));
        return admin || query || storage;
    }

    private static ElementSettings element(ArtStoreConfig config, Element element, int ordinal) {
        return new ElementSettings(
                element.id(),
                http(config, element.http(), element.http().port().orElse(FIRST_ELEMENT_PORT + ordinal - 1)),
                database(
                        config,
                        element.database(),
                        element.database().name().orElseGet(() -> elementDatabaseName(ordinal))),
                element.mode(),
                element.path().orElseGet(() -> config.home().resolve(element.id())),
                element.quota().bytes(),
                element.maxFileSize().bytes(),
                element.publicUrl(),
                upkeep(element));
    }

    private static Upkeep upkeep(Element element) {
        return new Upkeep(
                element.durability(),
                element.trashGrace(),
                element.leaveArchive(),
                element.metadataCache().bytes(),
                element.contentCache().bytes(),
                element.scrub().period(),
                element.scrub().bytesPerSecond().bytes());
    }

    private static ElementSettings defaultElement(ArtStoreConfig config) {
        HttpSettings admin = adminHttp(config);
        return new ElementSettings(
                FIRST_ELEMENT,
                new HttpSettings(
                        "0.0.0.0",
                        FIRST_ELEMENT_PORT,
                        Optional.empty(),
                        admin.corsOrigins(),
                        admin.idleTimeout(),
                        admin.maxBodyBytes(),
                        admin.drainTimeout()),
                server(config, elementDatabaseName(1)),
                ElementMode.EDIT,
                config.home().resolve(FIRST_ELEMENT),
                DataSize.parse("100GB").bytes(),
                DataSize.parse("64GB").bytes(),
                Optional.empty(),
                new Upkeep(
                        Durability.ALWAYS,
                        Duration.ofHours(24),
                        false,
                        DataSize.parse("32MB").bytes(),
                        DataSize.parse("16MB").bytes(),
                        Duration.ofDays(30),
                        DataSize.parse("20MB").bytes()));
    }

    private static String elementDatabaseName(int ordinal) {
        return String.format("artstore_storage_%02d", ordinal);
    }

    private static HttpSettings http(ArtStoreConfig config, Listener listener, int port) {
        return new HttpSettings(
                listener.host(),
                port,
                listener.tls().map(tls -> new TlsFiles(tls.certificate(), tls.key())),
                config.http().corsOrigins(),
                config.http().idleTimeout(),
                config.http().maxBodySize().bytes(),
                config.http().drainTimeout());
    }

    private static DatabaseSettings server(ArtStoreConfig config, String name) {
        ArtStoreConfig.Database server = config.database();
        return new DatabaseSettings(
                server.host().orElse(LOCAL_HOST),
                server.port(),
                name,
                server.username(),
                server.password().value(),
                server.sslMode(),
                server.sslRootCertificate());
    }

    private static DatabaseSettings database(ArtStoreConfig config, DatabaseOverride override, String name) {
        DatabaseSettings server = server(config, name);
        return new DatabaseSettings(
                override.host().orElse(server.host()),
                override.port().orElse(server.port()),
                name,
                override.username().orElse(server.username()),
                override.password().map(Secret::value).orElse(server.password()),
                override.sslMode().orElse(server.sslMode()),
                override.sslRootCertificate().or(server::sslRootCertificate));
    }
}
