package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.DatabaseDump;
import io.artstore.common.migration.DatabaseRestore;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.DumpManifest;
import io.artstore.common.migration.MigrationException;
import io.artstore.common.migration.MigrationException.Reason;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A database is copied out and put back")
class DumpIT implements UsesDatabases {

    @TempDir
    Path copies;

    static Stream<Arguments> journeys() {
        return Stream.of(
                        List.of(PostgresVersion.OLDEST, PostgresVersion.NEWEST),
                        List.of(PostgresVersion.NEWEST, PostgresVersion.OLDEST))
                .flatMap(journey -> Fixture.WHOLE.stream().flatMap(fixture -> Stream.of(Target.HEAD, Target.CHECKPOINT)
                        .map(target -> Arguments.of(journey.get(0), journey.get(1), fixture, target))));
    }

    @ParameterizedTest(name = "{2} at {3} from {0} to {1}")
    @MethodSource("journeys")
    @DisplayName("between PostgreSQL versions, both ways, at head and at the checkpoint")
    void travels(PostgresVersion from, PostgresVersion to, Fixture fixture, Target target) {
        DatabaseSettings source = fixture.on(from);
        DatabaseSettings destination = to.freshSettings();
        if (target == Target.HEAD) {
            fixture.module.migrator(source).upgrade(target);
        }

        DumpManifest copy = dump(fixture.module, source);
        restore(fixture.module, destination, false);

        Map<String, List<String>> rows = new Catalogue(source).rows();
        rows.remove(fixture.module.versionTable);
        assertThat(new Catalogue(destination).rows()).containsAllEntriesOf(rows);
        assertThat(fixture.module.migrator(destination).verify(target)).isEmpty();
        assertThat(copy.state()).isEqualTo(target.tag());
        assertThat(copy.tables()).allSatisfy(table -> assertThat(table.rows())
                .isEqualTo(Long.parseLong(new Catalogue(destination)
                        .strings("SELECT count(*) FROM " + table.name())
                        .get(0))));
    }

    @Test
    @DisplayName("and the next generated id follows those of the copy")
    void continuesSequences() {
        DatabaseSettings source = Fixture.STORAGE_BY_START_UP.on(PostgresVersion.NEWEST);
        DatabaseSettings destination = PostgresVersion.NEWEST.freshSettings();
        DatabaseSettings admin = Fixture.ADMIN.on(PostgresVersion.NEWEST);
        DatabaseSettings otherAdmin = PostgresVersion.NEWEST.freshSettings();

        dump(Modules.STORAGE, source);
        restore(Modules.STORAGE, destination, false);
        dump(Modules.ADMIN, admin);
        restore(Modules.ADMIN, otherAdmin, false);

        assertThat(new Catalogue(destination).strings("SELECT nextval('storage_elem_01_config_id_seq')"))
                .containsExactly("2");
        assertThat(new Catalogue(otherAdmin).strings("SELECT nextval('audit_logs_id_seq')"))
                .containsExactly("3");
    }

    @Test
    @DisplayName("changes of the feed keep their order and are readable on a server with other transaction ids")
    void keepsTheFeedReadable() {
        DatabaseSettings source = PostgresVersion.NEWEST.freshSettings();
        DatabaseSettings destination = PostgresVersion.OLDEST.freshSettings();
        Modules.STORAGE.migrator(source).upgrade(Target.HEAD);
        new Catalogue(source)
                .execute("INSERT INTO artstore.storage_elem_01_changes (transaction_id, change_type) "
                        + "VALUES ('9999999999', 'created'), ('9999999999', 'deleted')");

        dump(Modules.STORAGE, source);
        restore(Modules.STORAGE, destination, false);

        assertThat(new Catalogue(destination)
                        .strings("SELECT change_type FROM artstore.storage_elem_01_changes WHERE transaction_id < "
                                + "pg_snapshot_xmin(pg_current_snapshot()) ORDER BY transaction_id, id"))
                .containsExactly("created", "deleted");
    }

    @Test
    @DisplayName("but not over rows, unless forced, and then in their place")
    void replacesOnlyWhenForced() {
        DatabaseSettings source = Fixture.QUERY.on(PostgresVersion.NEWEST);
        DatabaseSettings destination = Fixture.QUERY.on(PostgresVersion.NEWEST);
        Modules.QUERY.migrator(destination).upgrade(Target.HEAD);
        new Catalogue(destination).execute("UPDATE file_metadata_cache SET sha256_hash = repeat('d', 64)");
        Map<String, List<String>> before = new Catalogue(destination).rows();
        dump(Modules.QUERY, source);

        var refusal = catchThrowableOfType(MigrationException.class, () -> restore(Modules.QUERY, destination, false));

        assertThat(refusal)
                .hasMessageContaining("public.download_statistics holds rows")
                .hasMessageContaining("--force");
        assertThat(new Catalogue(destination).rows()).isEqualTo(before);
        restore(Modules.QUERY, destination, true);
        assertThat(new Catalogue(destination).rows()).isEqualTo(new Catalogue(source).rows());
        assertThat(Modules.QUERY.migrator(destination).current().state()).isEqualTo(DatabaseState.CHECKPOINT);
    }

    @Test
    @DisplayName("a damaged copy is refused, naming the table, and an unfinished one too")
    void refusesDamage() throws IOException {
        DatabaseSettings source = Fixture.ADMIN.on(PostgresVersion.NEWEST);
        DatabaseSettings destination = PostgresVersion.NEWEST.freshDatabase();
        dump(Modules.ADMIN, source);
        Path folder = copies.resolve("admin");
        Files.writeString(folder.resolve("public.users.copy"), "x", StandardOpenOption.APPEND);

        var damaged = catchThrowableOfType(MigrationException.class, () -> restore(Modules.ADMIN, destination, false));
        Files.delete(folder.resolve("manifest.json"));
        var unfinished =
                catchThrowableOfType(MigrationException.class, () -> restore(Modules.ADMIN, destination, false));

        assertThat(damaged).hasMessageContaining("public.users is damaged");
        assertThat(unfinished).hasMessageContaining("manifest.json is missing");
        assertThat(new Catalogue(destination).publicTables()).isEmpty();
    }

    @Test
    @DisplayName("and nobody but its owner can read the copy, nor is one written over another")
    void keepsTheCopyPrivate() throws IOException {
        DatabaseSettings source = Fixture.STORAGE_BY_MIGRATION.on(PostgresVersion.NEWEST);
        dump(Modules.STORAGE, source);
        Path folder = copies.resolve("storage-storage_elem_01");

        var refusal = catchThrowableOfType(MigrationException.class, () -> dump(Modules.STORAGE, source));

        assertThat(refusal.reason()).isEqualTo(Reason.COPY);
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
        assertThat(Files.getPosixFilePermissions(folder.resolve("manifest.json")))
                .hasSize(2);
    }

    private DumpManifest dump(Modules module, DatabaseSettings settings) {
        return new DatabaseDump(module.in(settings), Modules.PATIENT, MigrationListener.SILENT, Clock.systemUTC())
                .writeTo(copies);
    }

    private void restore(Modules module, DatabaseSettings settings, boolean force) {
        new DatabaseRestore(module.in(settings), Modules.PATIENT, MigrationListener.SILENT).readFrom(copies, force);
    }
}
