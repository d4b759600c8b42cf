package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.MigrationStep;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import io.artstore.launcher.migration.MigratingProcess.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A migration that died is continued by the next one, without hand-work")
class CrashIT implements UsesDatabases {

    static Stream<Arguments> killings() {
        return Stream.of(Modules.values())
                .flatMap(module -> Stream.of(
                        Arguments.of(PostgresVersion.OLDEST, module, Moment.FINISHED, 4),
                        Arguments.of(PostgresVersion.NEWEST, module, Moment.STARTED, 3),
                        Arguments.of(PostgresVersion.NEWEST, module, Moment.FINISHED, 2),
                        Arguments.of(
                                PostgresVersion.NEWEST,
                                module,
                                Moment.FINISHED,
                                changeSets(module).size() - 1)));
    }

    static Stream<Arguments> everyModuleEverywhere() {
        return RoundTripIT.everyModuleEverywhere();
    }

    static Stream<Arguments> everyOriginalEverywhere() {
        return AdoptionIT.wholeDatabases();
    }

    @ParameterizedTest(name = "{1} on {0}, change set {3} {2}")
    @MethodSource("killings")
    @DisplayName("kill -9 of the upgrading process")
    void survivesKill(PostgresVersion version, Modules module, Moment moment, int changeSet) throws Exception {
        DatabaseSettings settings = version.freshDatabase();
        try (var process = MigratingProcess.startAndStop(module, settings, moment, changeSet)) {
            assertThat(process.killWhenStopped()).isTrue();
        }
        Migrator migrator = module.migrator(settings);
        assertThat(migrator.history()).hasSize(moment == Moment.STARTED ? changeSet - 1 : changeSet);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.current().state()).isEqualTo(DatabaseState.HEAD);
        assertThat(migrator.verify()).isEmpty();
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyOriginalEverywhere")
    @DisplayName("an end between the commit and the record of any change set, on the way up, of an adopted database")
    void survivesEveryEndOnTheWayUp(PostgresVersion version, Fixture fixture) {
        DatabaseSettings settings = fixture.on(version);
        Map<String, List<String>> rows = new Catalogue(settings).rowsWithout("search_vector");
        Migrator migrator = fixture.module.migrator(settings);

        for (int changeSet = 1; changeSet <= changeSets(fixture.module).size(); changeSet += stride(version, 1)) {
            dieAfter(changeSet, fixture.module, settings, dying -> dying.upgrade(Target.HEAD));
            migrator.downgrade(Target.CHECKPOINT);
        }
        migrator.upgrade(Target.HEAD);

        assertThat(migrator.verify()).isEmpty();
        assertThat(new Catalogue(settings).rowsWithout("search_vector")).containsAllEntriesOf(rows);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyModuleEverywhere")
    @DisplayName("an end after each change set in turn, on the way up and on the way down")
    void survivesEveryEnd(PostgresVersion version, Modules module) {
        DatabaseSettings settings = version.freshDatabase();
        Migrator migrator = module.migrator(settings);
        var states = new ArrayList<DatabaseState>();

        for (int changeSet = 1; changeSet < changeSets(module).size(); changeSet += stride(version, 2)) {
            dieAfter(changeSet, module, settings, dying -> dying.upgrade(Target.HEAD));
            migrator.upgrade(Target.HEAD);
            states.add(migrator.current().state());
            dieAfter(changeSet, module, settings, dying -> dying.downgrade(Target.BASE));
            migrator.downgrade(Target.BASE);
            states.add(migrator.current().state());
        }

        assertThat(Set.copyOf(states)).containsExactlyInAnyOrder(DatabaseState.HEAD, DatabaseState.EMPTY);
        assertThat(states).startsWith(DatabaseState.HEAD, DatabaseState.EMPTY, DatabaseState.HEAD);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyModuleEverywhere")
    @DisplayName("a downgrade that ended anywhere, by an upgrade")
    void turnsBackFromADowngrade(PostgresVersion version, Modules module) {
        DatabaseSettings settings = version.freshDatabase();
        Migrator migrator = module.migrator(settings);
        migrator.upgrade(Target.HEAD);

        for (int changeSet = 1; changeSet < changeSets(module).size(); changeSet += stride(version, 2)) {
            dieAfter(changeSet, module, settings, dying -> dying.downgrade(Target.BASE));
            migrator.upgrade(Target.HEAD);

            assertThat(migrator.current().state()).isEqualTo(DatabaseState.HEAD);
            assertThat(migrator.verify()).isEmpty();
        }
    }

    /** The oldest version is checked at some of the moments only, to save time. */
    private static int stride(PostgresVersion version, int onNewest) {
        return version == PostgresVersion.OLDEST ? 4 : onNewest;
    }

    /** Leaves the database as an end between the commit of the n-th change set and its record does. */
    private static void dieAfter(
            int changeSet, Modules module, DatabaseSettings settings, Consumer<Migrator> migration) {
        var record = new RecordOfChangeSets(module, new Catalogue(settings));
        record.keep();
        var end = new DiesAfter(changeSet);
        var dying = new Migrator(module.in(settings), Modules.PATIENT, end);
        assertThatThrownBy(() -> migration.accept(dying)).hasMessageContaining("died");
        record.takeBack(end.lastStep);
    }

    private static List<String> changeSets(Modules module) {
        var settings = PostgresVersion.NEWEST.freshSettings();
        return module.migrator(settings).pending();
    }

    /** Throws after the n-th change set. */
    private static final class DiesAfter implements MigrationListener {

        private int left;
        private MigrationStep lastStep;

        DiesAfter(int changeSets) {
            this.left = changeSets;
        }

        @Override
        public void finished(String label, MigrationStep step) {
            left--;
            if (left == 0) {
                lastStep = step;
                throw new IllegalStateException("died after " + step.changeSet());
            }
        }
    }

    /** Liquibase's record, made to miss what was done last. */
    private record RecordOfChangeSets(String table, Catalogue catalogue) {

        RecordOfChangeSets(Modules module, Catalogue catalogue) {
            this(
                    "liquibase." + (module.prefix.isEmpty() ? module.module : module.prefix) + "_databasechangelog",
                    catalogue);
        }

        void keep() {
            catalogue.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept");
            if (!catalogue.strings("SELECT to_regclass('" + table + "')").equals(Arrays.asList((String) null))) {
                catalogue.execute("CREATE TABLE kept.record AS TABLE " + table);
            }
        }

        void takeBack(MigrationStep step) {
            String row = " WHERE id = '" + step.changeSet() + "'";
            catalogue.execute(
                    step.direction() == Direction.UP
                            ? "DELETE FROM " + table + row
                            : "INSERT INTO " + table + " SELECT * FROM kept.record" + row);
            catalogue.execute("DROP SCHEMA kept CASCADE");
        }
    }
}
