package io.artstore.launcher.migration;

import io.artstore.common.database.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Databases the original left behind, whole and broken, written down from its contract rather than from our change logs. */
enum Fixture {
    ADMIN(Modules.ADMIN, "original-admin"),
    STORAGE_BY_MIGRATION(Modules.STORAGE, "storage-tables", "original-storage-alembic"),
    STORAGE_BY_START_UP(Modules.STORAGE, "storage-tables"),
    QUERY(Modules.QUERY, "original-query"),
    HALF_OF_ADMIN(Modules.ADMIN, "original-admin", "half-created-admin"),
    HALF_OF_STORAGE(Modules.STORAGE, "storage-tables", "half-created-storage"),
    HALF_OF_QUERY(Modules.QUERY, "original-query", "half-created-query");

    static final List<Fixture> WHOLE = List.of(ADMIN, STORAGE_BY_MIGRATION, STORAGE_BY_START_UP, QUERY);
    static final List<Fixture> HALF = List.of(HALF_OF_ADMIN, HALF_OF_STORAGE, HALF_OF_QUERY);

    final Modules module;

    @SuppressWarnings("ImmutableEnumChecker") // List.of answers immutable lists
    private final List<String> scripts;

    Fixture(Modules module, String... scripts) {
        this.module = module;
        this.scripts = List.of(scripts);
    }

    /** A fresh database on the server with this content. */
    DatabaseSettings on(PostgresVersion version) {
        DatabaseSettings settings = version.freshDatabase();
        scripts.forEach(script -> new Catalogue(settings).execute(text(script)));
        return settings;
    }

    private static String text(String script) {
        try (InputStream in = Fixture.class.getResourceAsStream("/fixtures/" + script + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read fixture " + script, e);
        }
    }
}
