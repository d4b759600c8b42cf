package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.MigrationException;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A database of the original is taken over and handed back")
class AdoptionIT implements UsesDatabases {

    static Stream<Arguments> wholeDatabases() {
        return onEveryVersion(Fixture.WHOLE);
    }

    static Stream<Arguments> halfDatabases() {
        return onEveryVersion(Fixture.HALF);
    }

    private static Stream<Arguments> onEveryVersion(Collection<Fixture> fixtures) {
        return Stream.of(PostgresVersion.values())
                .flatMap(version -> fixtures.stream().map(fixture -> Arguments.of(version, fixture)));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("wholeDatabases")
    @DisplayName("with its rows as they were, and the contract of head met")
    void adopts(PostgresVersion version, Fixture fixture) {
        DatabaseSettings settings = fixture.on(version);
        var catalogue = new Catalogue(settings);
        Map<String, List<String>> rows = catalogue.rowsWithout("search_vector");
        Migrator migrator = fixture.module.migrator(settings);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.current().state()).isEqualTo(DatabaseState.HEAD);
        assertThat(migrator.verify()).isEmpty();
        assertThat(catalogue.rowsWithout("search_vector")).containsAllEntriesOf(rows);
        assertThat(catalogue.publicTables()).hasSize(fixture.module.tables);
        assertThat(catalogue.stamps(fixture.module.versionTable)).containsExactly(fixture.module.revision);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("wholeDatabases")
    @DisplayName("and downgrade checkpoint restores exactly what the original had")
    void handsBack(PostgresVersion version, Fixture fixture) {
        DatabaseSettings settings = fixture.on(version);
        var catalogue = new Catalogue(settings);
        List<String> objects = catalogue.everything();
        Map<String, List<String>> rows = catalogue.rows();
        Migrator migrator = fixture.module.migrator(settings);

        migrator.upgrade(Target.HEAD);
        migrator.downgrade(Target.CHECKPOINT);

        assertThat(withoutVersionTable(catalogue.everything())).isEqualTo(withoutVersionTable(objects));
        assertThat(catalogue.rows()).containsAllEntriesOf(rows);
        assertThat(catalogue.stamps(fixture.module.versionTable)).containsExactly(fixture.module.revision);
        assertThat(migrator.verify(Target.CHECKPOINT)).isEmpty();
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("wholeDatabases")
    @DisplayName("over and over: head, checkpoint, head, base, head")
    void travels(PostgresVersion version, Fixture fixture) {
        DatabaseSettings settings = fixture.on(version);
        Migrator migrator = fixture.module.migrator(settings);
        var states = new ArrayList<DatabaseState>();

        migrator.upgrade(Target.CHECKPOINT);
        migrator.upgrade(Target.HEAD);
        migrator.downgrade(Target.CHECKPOINT);
        states.add(migrator.current().state());
        migrator.upgrade(Target.HEAD);
        states.add(migrator.current().state());
        migrator.downgrade(Target.BASE);
        states.add(migrator.current().state());
        migrator.upgrade(Target.HEAD);
        states.add(migrator.current().state());

        assertThat(states)
                .containsExactly(DatabaseState.CHECKPOINT, DatabaseState.HEAD, DatabaseState.EMPTY, DatabaseState.HEAD);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("halfDatabases")
    @DisplayName("when half of it is missing, by making what is missing")
    void completes(PostgresVersion version, Fixture fixture) {
        DatabaseSettings settings = fixture.on(version);
        var catalogue = new Catalogue(settings);
        Map<String, List<String>> rows = catalogue.rowsWithout("search_vector");
        rows.remove(fixture.module.versionTable);
        Migrator migrator = fixture.module.migrator(settings);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.verify()).isEmpty();
        assertThat(catalogue.publicTables()).hasSize(fixture.module.tables);
        assertThat(catalogue.rowsWithout("search_vector")).containsAllEntriesOf(rows);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PostgresVersion.class)
    @DisplayName("Russian and English words of an adopted row are found by search, inside a punctuated name too")
    void indexesAdoptedRows(PostgresVersion version) {
        DatabaseSettings settings = Fixture.QUERY.on(version);

        Modules.QUERY.migrator(settings).upgrade(Target.HEAD);

        String found = "SELECT count(*) FROM file_metadata_cache WHERE search_vector @@ to_tsquery('russian', '%s')";
        var catalogue = new Catalogue(settings);
        for (String word :
                List.of("договоры", "поставка", "2025", "final", "lines", "строк", "Договор_поставки-2025.final.pdf")) {
            assertThat(catalogue.strings(found.formatted("''" + word + "''")))
                    .as(word)
                    .containsExactly("1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PostgresVersion.class)
    @DisplayName("the tags of adopted rows are known, and of rows the original wrote when it had its database back")
    void knowsAdoptedTags(PostgresVersion version) {
        DatabaseSettings settings = Fixture.QUERY.on(version);
        Migrator migrator = Modules.QUERY.migrator(settings);
        var catalogue = new Catalogue(settings);
        String tags = "SELECT tag FROM artstore.tags ORDER BY tag COLLATE \"C\"";

        migrator.upgrade(Target.HEAD);
        List<String> adopted = catalogue.strings(tags);
        migrator.downgrade(Target.CHECKPOINT);
        catalogue.execute("UPDATE file_metadata_cache SET tags = '{meanwhile,договор}' WHERE filename = 'a.txt'");
        migrator.upgrade(Target.HEAD);

        assertThat(adopted).containsExactly("two words", "договор");
        assertThat(catalogue.strings(tags)).containsExactly("meanwhile", "two words", "договор");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PostgresVersion.class)
    @DisplayName("the counters of a storage element begin with the adopted documents")
    void countsAdoptedDocuments(PostgresVersion version) {
        DatabaseSettings settings = Fixture.STORAGE_BY_START_UP.on(version);

        Modules.STORAGE.migrator(settings).upgrade(Target.HEAD);

        assertThat(new Catalogue(settings)
                        .strings("SELECT live_files || '/' || live_bytes FROM artstore.storage_elem_01_usage"))
                .containsExactly("2/5368709162");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PostgresVersion.class)
    @DisplayName("data the original could not hold stop the way back before anything is changed")
    void refusesToLoseData(PostgresVersion version) {
        DatabaseSettings query = Fixture.QUERY.on(version);
        Modules.QUERY.migrator(query).upgrade(Target.HEAD);
        var catalogue = new Catalogue(query);
        catalogue.execute("UPDATE file_metadata_cache SET sha256_hash = repeat('c', 64)");
        List<String> objects = catalogue.everything();

        var refusal = catchThrowableOfType(
                MigrationException.class, () -> Modules.QUERY.migrator(query).downgrade(Target.CHECKPOINT));

        assertThat(refusal.reason()).isEqualTo(MigrationException.Reason.OBSTACLE);
        assertThat(refusal).hasMessageContaining("1 SHA-256 digests").hasMessageContaining("(2 rows)");
        assertThat(catalogue.everything()).isEqualTo(objects);
        Modules.QUERY.migrator(query).downgrade(Target.BASE);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PostgresVersion.class)
    @DisplayName("a size the original's integer cannot hold is named")
    void refusesToOverflow(PostgresVersion version) {
        DatabaseSettings storage = Fixture.STORAGE_BY_MIGRATION.on(version);
        Modules.STORAGE.migrator(storage).upgrade(Target.HEAD);
        new Catalogue(storage).execute("UPDATE storage_elem_01_config SET total_size_bytes = 2147483648");

        var refusal = catchThrowableOfType(
                MigrationException.class,
                () -> Modules.STORAGE.migrator(storage).downgrade(Target.CHECKPOINT));

        assertThat(refusal).hasMessageContaining("2147483648").hasMessageContaining("UPDATE");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeDatabases")
    @DisplayName("after the original's own downgrade to nothing, head is made anew, with counters at zero")
    void startsAnewAfterTheOriginalsOwnDowngrade(PostgresVersion version, Fixture fixture) {
        DatabaseSettings settings = fixture.on(version);
        var catalogue = new Catalogue(settings);
        Migrator migrator = fixture.module.migrator(settings);
        migrator.upgrade(Target.HEAD);
        catalogue.publicTables().stream()
                .filter(table -> !table.equals(fixture.module.versionTable))
                .forEach(table -> catalogue.execute("DROP TABLE " + table + " CASCADE"));
        catalogue.publicEnums().forEach(type -> catalogue.execute("DROP TYPE " + type));
        catalogue.execute("DELETE FROM " + fixture.module.versionTable);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.verify()).isEmpty();
        if (fixture.module == Modules.STORAGE) {
            assertThat(catalogue.strings("SELECT live_files + live_bytes FROM artstore.storage_elem_01_usage"))
                    .containsExactly("0");
        }
    }

    private static List<String> withoutVersionTable(List<String> objects) {
        return objects.stream()
                .filter(object -> !object.contains("alembic_version"))
                .toList();
    }
}
