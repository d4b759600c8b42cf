package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.MigrationStep;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import io.artstore.launcher.migration.MigratingProcess.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A migration that died is continued by the next one, without hand-work")
class CrashIT {

    static Stream<Arguments> killings() {
        return Stream.of(PostgresVersion.values()).flatMap(version -> Stream.of(Modules.values())
                .flatMap(module -> Stream.of(
                        Arguments.of(version, module, Moment.STARTED, 3),
                        Arguments.of(version, module, Moment.FINISHED, 2),
                        Arguments.of(
                                version,
                                module,
                                Moment.FINISHED,
                                changeSets(module).size() - 1))));
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

        for (int changeSet = 1; changeSet <= changeSets(fixture.module).size(); changeSet++) {
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

        for (int changeSet = 1; changeSet <= changeSets(module).size(); changeSet++) {
            dieAfter(changeSet, module, settings, dying -> dying.upgrade(Target.HEAD));
            migrator.upgrade(Target.HEAD);
            states.add(migrator.current().state());
            dieAfter(changeSet, module, settings, dying -> dying.downgrade(Target.BASE));
            migrator.upgrade(Target.HEAD);
            states.add(migrator.current().state());
            migrator.downgrade(Target.BASE);
        }

        assertThat(states).containsOnly(DatabaseState.HEAD);
    }

    private static void dieAfter(
            int changeSet, Modules module, DatabaseSettings settings, Consumer<Migrator> migration) {
        var dying = new Migrator(module.in(settings), Modules.PATIENT, new DiesAfter(changeSet));
        try {
            migration.accept(dying);
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("died");
        }
    }

    private static List<String> changeSets(Modules module) {
        var settings = PostgresVersion.NEWEST.freshSettings();
        return module.migrator(settings).pending();
    }

    /** Throws where a killed process would have stopped: a change set has committed, and nothing has recorded it. */
    private static final class DiesAfter implements MigrationListener {

        private int left;

        DiesAfter(int changeSets) {
            this.left = changeSets;
        }

        @Override
        public void finished(String label, MigrationStep step) {
            left--;
            if (left == 0) {
                throw new IllegalStateException("died after " + step.changeSet());
            }
        }
    }
}
