package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.AppliedChange;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationException;
import io.artstore.common.migration.MigrationException.Reason;
import io.artstore.common.migration.MigrationLimits;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.ServingLock;
import io.artstore.common.migration.Target;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Several processes and elements meet in one database")
class TogetherIT implements UsesDatabases {

    private static final List<Modules> MODULES = List.of(Modules.values());

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("four processes upgrade at once: all succeed, and each change set is applied once")
    void fourProcessesAtOnce(PostgresVersion version) throws Exception {
        List<DatabaseSettings> databases =
                Stream.generate(version::freshSettings).limit(MODULES.size()).toList();
        int changeSets = 0;
        for (int i = 0; i < MODULES.size(); i++) {
            changeSets += MODULES.get(i).migrator(databases.get(i)).pending().size();
        }

        var processes = new ArrayList<MigratingProcess>();
        for (int i = 0; i < 4; i++) {
            processes.add(MigratingProcess.start(MODULES, databases));
        }
        int applied = 0;
        for (MigratingProcess process : processes) {
            applied += process.awaitApplied();
        }

        assertThat(applied).isEqualTo(changeSets);
        for (int i = 0; i < MODULES.size(); i++) {
            Migrator migrator = MODULES.get(i).migrator(databases.get(i));
            assertThat(migrator.history()).extracting(AppliedChange::id).doesNotHaveDuplicates();
            assertThat(migrator.verify()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("one who waits for a migration longer than it may is told who migrates")
    void namesTheOneWhoMigrates(PostgresVersion version) throws Exception {
        DatabaseSettings settings = version.freshDatabase();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = new Migrator(Modules.ADMIN.in(settings), Modules.PATIENT, new MigrationListener() {
            @Override
            public void started(String label, String changeSet, Direction direction) {
                begun.countDown();
                await(goOn);
            }
        });
        var upgrading = CompletableFuture.supplyAsync(() -> slow.upgrade(Target.HEAD));
        await(begun);
        var impatient = new MigrationLimits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5));

        var refusal = catchThrowableOfType(MigrationException.class, () -> new Migrator(
                        Modules.ADMIN.in(settings), impatient, MigrationListener.SILENT)
                .upgrade(Target.HEAD));

        goOn.countDown();
        assertThat(refusal.reason()).isEqualTo(Reason.LOCKED);
        assertThat(refusal).hasMessageContaining("\"artstore migration of admin\" (server process ");
        assertThat(upgrading.get(30, TimeUnit.SECONDS).unchanged()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a served database is upgraded, but not downgraded")
    void servedDatabasesAreNotDowngraded(PostgresVersion version) throws Exception {
        DatabaseSettings settings = version.freshDatabase();
        Migrator migrator = Modules.QUERY.migrator(settings);
        List<String> rows;
        MigrationException refusal;
        try (Connection serving = PostgresVersion.connect(settings)) {
            serving.createStatement().execute("SET application_name = 'artstore serve'");
            serving.createStatement().execute(ServingLock.acquireSql(Modules.QUERY.in(settings)));
            migrator.upgrade(Target.HEAD);
            rows = new Catalogue(settings).everything();

            refusal = catchThrowableOfType(MigrationException.class, () -> migrator.downgrade(Target.BASE));
        }

        assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
        assertThat(refusal).hasMessageContaining("query is being served by \"artstore serve\" (server process ");
        assertThat(new Catalogue(settings).everything()).isEqualTo(rows);
        migrator.downgrade(Target.BASE);
        assertThat(migrator.current().state()).isEqualTo(DatabaseState.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("two elements share a database and come and go without each other's leave")
    void elementsShareADatabase(PostgresVersion version) {
        DatabaseSettings settings = version.freshDatabase();
        Migrator first = Modules.STORAGE.migrator(settings);
        var second = new Migrator(
                new ModuleDatabase("storage", settings, "storage_elem_02"), Modules.PATIENT, MigrationListener.SILENT);
        first.upgrade(Target.HEAD);
        second.upgrade(Target.HEAD);

        first.downgrade(Target.BASE);

        assertThat(second.current().state()).isEqualTo(DatabaseState.HEAD);
        assertThat(second.verify()).isEmpty();
        assertThat(new Catalogue(settings).schemas()).containsExactly("artstore", "liquibase", "public");
        second.downgrade(Target.BASE);
        assertThat(new Catalogue(settings).schemas()).containsExactly("public");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("the longest prefix allowed still names every object in full")
    void longestPrefix(PostgresVersion version) {
        DatabaseSettings settings = version.freshDatabase();
        var longest = new ModuleDatabase("storage", settings, "element_" + "x".repeat(26));
        var migrator = new Migrator(longest, Modules.PATIENT, MigrationListener.SILENT);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.verify()).isEmpty();
        migrator.downgrade(Target.BASE);
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("an extension of PostgreSQL, in whichever schema, disturbs nothing")
    void toleratesPostgresExtensions(PostgresVersion version) {
        DatabaseSettings settings = Fixture.QUERY.on(version);
        new Catalogue(settings)
                .execute("CREATE SCHEMA tools; CREATE EXTENSION pg_trgm SCHEMA tools; CREATE EXTENSION btree_gin");
        Migrator migrator = Modules.QUERY.migrator(settings);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.verify()).isEmpty();
        migrator.downgrade(Target.CHECKPOINT);
        assertThat(new Catalogue(settings).strings("SELECT extname FROM pg_extension ORDER BY 1"))
                .containsExactly("btree_gin", "pg_trgm", "plpgsql");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
