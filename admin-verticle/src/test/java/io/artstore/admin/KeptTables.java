package io.artstore.admin;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables as they were at one moment, to which a test can return. Both happen in one statement that holds the tables, so that
 * what the module itself writes meanwhile comes before or after, and never in between.
 */
final class KeptTables {
    private final AdminClient admin;
    private final List<String> tables;

    private KeptTables(AdminClient admin, List<String> tables) {
        this.admin = admin;
        this.tables = tables;
    }

    /** @param tables in the order in which a writer takes them, so that nobody waits for each other */
    static KeptTables of(AdminClient admin, List<String> tables) {
        KeptTables kept = new KeptTables(admin, tables);
        kept.atOnce(tables.stream()
                .map(table -> "CREATE TABLE " + table + "_kept AS TABLE " + table + ";")
                .collect(Collectors.joining()));
        return kept;
    }

    void restore() {
        atOnce(tables.stream()
                .map(table -> "DELETE FROM " + table + "; INSERT INTO " + table + " SELECT * FROM " + table + "_kept;")
                .collect(Collectors.joining()));
    }

    private void atOnce(String statements) {
        admin.sql("DO $$ BEGIN LOCK TABLE " + String.join(", ", tables) + " IN ACCESS EXCLUSIVE MODE; " + statements
                + " END $$");
    }
}
