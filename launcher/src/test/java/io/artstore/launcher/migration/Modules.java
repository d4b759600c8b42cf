package io.artstore.launcher.migration;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationLimits;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import java.time.Duration;

/** The three modules' databases as the tests know them. */
enum Modules {
    ADMIN("admin", "", 6, 7, "4c7e84fcc6b9", "alembic_version"),
    STORAGE("storage", "storage_elem_01", 4, 0, "100779395dad", "storage_elem_01_alembic_version"),
    QUERY("query", "", 4, 0, "16c6973431df", "alembic_version");

    static final MigrationLimits PATIENT =
            new MigrationLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(20));

    final String module;
    final String prefix;
    final int tables;
    final int enums;
    final String revision;
    final String versionTable;

    Modules(String module, String prefix, int tables, int enums, String revision, String versionTable) {
        this.module = module;
        this.prefix = prefix;
        this.tables = tables;
        this.enums = enums;
        this.revision = revision;
        this.versionTable = versionTable;
    }

    ModuleDatabase in(DatabaseSettings settings) {
        return new ModuleDatabase(module, settings, prefix);
    }

    Migrator migrator(DatabaseSettings settings) {
        return new Migrator(in(settings), PATIENT, MigrationListener.SILENT);
    }
}
