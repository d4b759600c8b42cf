package io.artstore.common.database;

import java.util.Objects;

/**
 * One database a module owns, and the change log that shapes it.
 *
 * @param module the module's name, which is also the folder of its change log: {@code db/<module>/}
 * @param settings where the database is
 * @param tablePrefix the prefix of the module's tables, which a storage element has and the others do not; never null
 */
public record ModuleDatabase(String module, DatabaseSettings settings, String tablePrefix) {

    public ModuleDatabase {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(tablePrefix, "tablePrefix");
    }

    /** The name operators know it by: {@code admin}, or {@code storage/storage_elem_01} where there is a prefix. */
    public String label() {
        return tablePrefix.isEmpty() ? module : module + "/" + tablePrefix;
    }
}
