package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A database goes up and down as often as one likes")
class RoundTripIT implements UsesDatabases {

    static Stream<Arguments> everyModuleEverywhere() {
        return Stream.of(PostgresVersion.values())
                .flatMap(version -> Stream.of(Modules.values()).map(module -> Arguments.of(version, module)));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyModuleEverywhere")
    @DisplayName("three rounds of upgrade head and downgrade base, with the contract met at each end")
    void threeRounds(PostgresVersion version, Modules module) {
        DatabaseSettings settings = version.freshSettings();
        Migrator migrator = module.migrator(settings);
        for (int round = 1; round <= 3; round++) {
            migrator.upgrade(Target.HEAD);
            assertAtHead(migrator, module, new Catalogue(settings));

            migrator.downgrade(Target.BASE);
            assertAtBase(migrator, module, new Catalogue(settings));
        }
    }

    private static void assertAtHead(Migrator migrator, Modules module, Catalogue catalogue) {
        assertThat(catalogue.publicTables()).hasSize(module.tables);
        assertThat(catalogue.publicEnums()).hasSize(module.enums);
        assertThat(catalogue.stamps(module.versionTable)).containsExactly(module.revision);
        assertThat(migrator.verify()).isEmpty();
        assertThat(migrator.pending()).isEmpty();
        assertThat(migrator.current().state()).isEqualTo(DatabaseState.HEAD);
        assertThat(migrator.current().revision()).contains(module.revision);
    }

    private static void assertAtBase(Migrator migrator, Modules module, Catalogue catalogue) {
        assertThat(catalogue.publicTables()).containsExactly(module.versionTable);
        assertThat(catalogue.stamps(module.versionTable)).isEmpty();
        assertThat(catalogue.publicEnums()).isEmpty();
        assertThat(catalogue.schemas()).containsExactly("public");
        assertThat(migrator.current().state()).isEqualTo(DatabaseState.EMPTY);
        assertThat(migrator.current().revision()).isEqualTo(Optional.empty());
    }
}
