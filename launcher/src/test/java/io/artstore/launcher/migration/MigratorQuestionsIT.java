package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.AppliedChange;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationReport;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A migrator answers what operators ask")
class MigratorQuestionsIT implements UsesDatabases {

    static Stream<Arguments> everyModuleEverywhere() {
        return RoundTripIT.everyModuleEverywhere();
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyModuleEverywhere")
    @DisplayName("what is pending before is history afterwards, in the same order, and a second upgrade does nothing")
    void pendingBecomesHistory(PostgresVersion version, Modules module) {
        Migrator migrator = module.migrator(version.freshSettings());
        List<String> pending = migrator.pending();
        DatabaseState absent = migrator.current().state();

        MigrationReport first = migrator.upgrade(Target.HEAD);
        MigrationReport second = migrator.upgrade(Target.HEAD);

        assertThat(absent).isEqualTo(DatabaseState.ABSENT);
        assertThat(first.steps()).extracting("changeSet").isEqualTo(pending);
        assertThat(migrator.history()).extracting(AppliedChange::id).isEqualTo(pending);
        assertThat(second.unchanged()).isTrue();
        assertThat(migrator.current().extensionsApplied())
                .isEqualTo(migrator.current().extensionsKnown());
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyModuleEverywhere")
    @DisplayName("the SQL it prints does by hand what it would do itself")
    void printsTheSqlOfBothWays(PostgresVersion version, Modules module) {
        DatabaseSettings settings = version.freshDatabase();
        Migrator migrator = module.migrator(settings);

        var catalogue = new Catalogue(settings);
        String up = migrator.sql(Direction.UP);
        List<String> untouched = catalogue.schemas();
        catalogue.execute(up);
        List<?> differencesAtHead = migrator.verify(Target.HEAD);
        DatabaseState state = migrator.current().state();
        catalogue.execute(migrator.sql(Direction.DOWN));

        assertThat(untouched).containsExactly("public");
        assertThat(differencesAtHead).isEmpty();
        assertThat(state).isEqualTo(DatabaseState.HEAD);
        assertThat(migrator.verify(Target.CHECKPOINT)).isEmpty();
        assertThat(catalogue.schemas()).containsExactly("public");
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("everyModuleEverywhere")
    @DisplayName("verify names what somebody changed by hand")
    void verifyNamesDrift(PostgresVersion version, Modules module) {
        DatabaseSettings settings = version.freshDatabase();
        Migrator migrator = module.migrator(settings);
        migrator.upgrade(Target.HEAD);

        new Catalogue(settings).execute(drift(module));

        assertThat(migrator.verify()).hasSameSizeAs(expectedDrift(module));
        assertThat(migrator.verify().stream().map(Object::toString))
                .zipSatisfy(expectedDrift(module), (actual, expected) -> assertThat(actual)
                        .isEqualTo(expected));
    }

    private static String drift(Modules module) {
        return switch (module) {
            case ADMIN ->
                "ALTER TABLE users ALTER COLUMN email DROP NOT NULL; DROP INDEX ix_audit_logs_success;"
                        + " ALTER TYPE storage_mode_enum ADD VALUE 'WO' BEFORE 'RO'; CREATE TABLE leftovers ()";
            case STORAGE -> "ALTER TABLE storage_elem_01_files ALTER COLUMN version TYPE varchar(60)";
            case QUERY ->
                "ALTER TABLE file_metadata_cache DISABLE TRIGGER fill_search_vector;" + " DROP TABLE search_history";
        };
    }

    private static List<String> expectedDrift(Modules module) {
        return switch (module) {
            case ADMIN ->
                List.of(
                        "different column public.users.email (expected character varying(255) not null, found character"
                                + " varying(255))",
                        "different enum public.storage_mode_enum (expected EDIT, RW, RO, AR, found EDIT, RW, WO, RO, AR)",
                        "missing index public.audit_logs.ix_audit_logs_success (expected btree (success))",
                        "unexpected table public.leftovers");
            case STORAGE ->
                List.of("different column public.storage_elem_01_files.version (expected character varying(50),"
                        + " found character varying(60))");
            case QUERY ->
                List.of(
                        "missing table public.search_history",
                        "different trigger public.file_metadata_cache.fill_search_vector (expected BEFORE INSERT OR UPDATE OF"
                                + " filename, description, tags ON public.file_metadata_cache FOR EACH ROW EXECUTE FUNCTION"
                                + " artstore.fill_file_metadata_search_vector(), found BEFORE INSERT OR UPDATE OF filename,"
                                + " description, tags ON public.file_metadata_cache FOR EACH ROW EXECUTE FUNCTION"
                                + " artstore.fill_file_metadata_search_vector() (not enabled))");
        };
    }
}
