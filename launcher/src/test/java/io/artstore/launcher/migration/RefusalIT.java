package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.DatabaseSettings.SslMode;
import io.artstore.common.migration.DatabaseState;
import io.artstore.common.migration.MigrationException;
import io.artstore.common.migration.MigrationException.Reason;
import io.artstore.common.migration.MigrationLimits;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What must not be touched is refused with the reason, and left as it was")
class RefusalIT implements UsesDatabases {

    private static final List<Arguments> BROKEN = List.of(
            Arguments.of(
                    Fixture.ADMIN,
                    "ALTER TABLE users ALTER COLUMN email TYPE text",
                    "different column public.users.email (expected character varying(255) not null, found text not null)"),
            Arguments.of(
                    Fixture.ADMIN,
                    "ALTER TYPE user_role_enum ADD VALUE 'GUEST'",
                    "different enum public.user_role_enum (expected ADMIN, OPERATOR, USER, "
                            + "found ADMIN, OPERATOR, USER, GUEST)"),
            Arguments.of(
                    Fixture.ADMIN,
                    "ALTER TABLE users ALTER COLUMN role SET DEFAULT 'USER'",
                    "unexpected default public.users.role"),
            Arguments.of(
                    Fixture.ADMIN,
                    "ALTER TABLE audit_logs DROP CONSTRAINT audit_logs_user_id_fkey",
                    "missing constraint public.audit_logs.audit_logs_user_id_fkey"),
            Arguments.of(
                    Fixture.STORAGE_BY_START_UP,
                    "ALTER TABLE storage_elem_01_config ALTER COLUMN total_size_bytes TYPE numeric",
                    "different column public.storage_elem_01_config.total_size_bytes"),
            Arguments.of(
                    Fixture.STORAGE_BY_MIGRATION,
                    "ALTER TABLE storage_elem_01_files DROP COLUMN checksum",
                    "missing column public.storage_elem_01_files.checksum"),
            Arguments.of(
                    Fixture.QUERY,
                    "ALTER TABLE search_history ADD COLUMN trace_id text",
                    "unexpected column public.search_history.trace_id"),
            Arguments.of(
                    Fixture.QUERY,
                    "DROP INDEX idx_search_history_mode; CREATE INDEX idx_search_history_mode ON search_history (search_mode)",
                    "different index public.search_history.idx_search_history_mode"));

    static Stream<Arguments> brokenDatabases() {
        return Stream.of(PostgresVersion.values())
                .flatMap(version -> BROKEN.stream().map(arguments -> {
                    Object[] values = arguments.get();
                    return Arguments.of(version, values[0], values[1], values[2]);
                }));
    }

    @ParameterizedTest(name = "{1} on {0}: {3}")
    @MethodSource("brokenDatabases")
    @DisplayName("tables that differ from the contract, each difference named")
    void refusesDifferentTables(PostgresVersion version, Fixture fixture, String breakage, String difference) {
        DatabaseSettings settings = fixture.on(version);
        new Catalogue(settings).execute(breakage);

        MigrationException refusal = assertUpgradeRefused(fixture.module, settings, Reason.DIFFERENT);

        assertThat(refusal).hasMessageContaining(difference);
        assertThat(refusal.differences()).singleElement().asString().startsWith(difference);
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("every difference is listed, not only the first")
    void listsAllDifferences(PostgresVersion version) {
        DatabaseSettings settings = Fixture.ADMIN.on(version);
        new Catalogue(settings)
                .execute("ALTER TABLE users ALTER COLUMN email TYPE text; ALTER TABLE jwt_keys DROP COLUMN is_active");

        MigrationException refusal = assertUpgradeRefused(Modules.ADMIN, settings, Reason.DIFFERENT);

        assertThat(refusal).hasMessageContaining("2 points").hasMessageContaining("users.email");
        assertThat(refusal).hasMessageContaining("missing column public.jwt_keys.is_active");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("an operator's own index is no reason to refuse, and verify still names it")
    void toleratesAnOwnIndex(PostgresVersion version) {
        DatabaseSettings settings = Fixture.ADMIN.on(version);
        new Catalogue(settings).execute("CREATE INDEX dba_users_last_login ON users (last_login)");
        Migrator migrator = Modules.ADMIN.migrator(settings);

        migrator.upgrade(Target.HEAD);

        assertThat(migrator.verify())
                .singleElement()
                .hasToString("unexpected index public.users.dba_users_last_login (btree (last_login))");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a database of another product")
    void refusesAnotherProduct(PostgresVersion version) {
        DatabaseSettings settings = version.freshDatabase();
        new Catalogue(settings).execute("CREATE TABLE invoices (id integer PRIMARY KEY)");

        MigrationException refusal = assertUpgradeRefused(Modules.QUERY, settings, Reason.FOREIGN);

        assertThat(refusal).hasMessageContaining("another product").hasMessageContaining("public.invoices");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a database of another module")
    void refusesAnotherModule(PostgresVersion version) {
        DatabaseSettings settings = Fixture.ADMIN.on(version);

        MigrationException refusal = assertUpgradeRefused(Modules.QUERY, settings, Reason.FOREIGN);

        assertThat(refusal).hasMessageContaining("belongs to module admin").hasMessageContaining("4c7e84fcc6b9");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a database stamped with a revision from the future")
    void refusesAnUnknownRevision(PostgresVersion version) {
        DatabaseSettings settings = Fixture.QUERY.on(version);
        new Catalogue(settings).execute("UPDATE alembic_version SET version_num = 'feedc0ffee00'");

        MigrationException refusal = assertUpgradeRefused(Modules.QUERY, settings, Reason.AHEAD);

        assertThat(refusal).hasMessageContaining("feedc0ffee00").hasMessageContaining("16c6973431df");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a database with change sets from the future, up and down")
    void refusesAnUnknownChangeSet(PostgresVersion version) {
        DatabaseSettings settings = version.freshSettings();
        Migrator migrator = Modules.STORAGE.migrator(settings);
        migrator.upgrade(Target.HEAD);
        new Catalogue(settings)
                .execute("UPDATE liquibase.storage_elem_01_databasechangelog SET id = 'merkle_log' WHERE id = 'usage'");

        MigrationException refusal = assertUpgradeRefused(Modules.STORAGE, settings, Reason.AHEAD);
        var wayBack = catchThrowableOfType(MigrationException.class, () -> migrator.downgrade(Target.BASE));

        assertThat(refusal).hasMessageContaining("merkle_log");
        assertThat(wayBack.reason()).isEqualTo(Reason.AHEAD);
        assertThat(migrator.current().state()).isEqualTo(DatabaseState.AHEAD);
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a database in which the role may not create, with the grant to run")
    void refusesWithoutPrivilege(PostgresVersion version) {
        DatabaseSettings owner = version.freshDatabase();
        String role = "reader_" + owner.name();
        new Catalogue(owner).execute("CREATE ROLE " + role + " LOGIN");
        var reader = new DatabaseSettings(owner.host(), owner.port(), owner.name(), role, "", SslMode.DISABLE);

        MigrationException refusal = assertUpgradeRefused(Modules.ADMIN, reader, Reason.PRIVILEGE);

        assertThat(refusal).hasMessageContaining("GRANT CREATE ON SCHEMA public TO \"" + role + "\"");
        assertThat(refusal.getMessage()).doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("tables that another role owns")
    void refusesTablesOfAnotherOwner(PostgresVersion version) {
        DatabaseSettings owner = Fixture.ADMIN.on(version);
        String role = "guest_" + owner.name();
        new Catalogue(owner)
                .execute("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON DATABASE " + owner.name() + " TO " + role
                        + "; GRANT CREATE ON SCHEMA public TO " + role
                        + "; GRANT SELECT ON ALL TABLES IN SCHEMA public TO "
                        + role);
        var guest = new DatabaseSettings(owner.host(), owner.port(), owner.name(), role, "", SslMode.DISABLE);

        MigrationException refusal = assertUpgradeRefused(Modules.ADMIN, guest, Reason.PRIVILEGE);

        assertThat(refusal).hasMessageContaining("public.users (owned by postgres)");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a missing database that the role may not create, with the SQL to run")
    void namesTheSqlForAMissingDatabase(PostgresVersion version) {
        DatabaseSettings missing = version.freshSettings();
        String role = "nobody_" + missing.name();
        new Catalogue(missing.withName("postgres")).execute("CREATE ROLE " + role + " LOGIN");
        var settings = new DatabaseSettings(missing.host(), missing.port(), missing.name(), role, "", SslMode.DISABLE);

        var refusal = catchThrowableOfType(
                MigrationException.class, () -> Modules.ADMIN.migrator(settings).upgrade(Target.HEAD));

        assertThat(refusal.reason()).isEqualTo(Reason.NO_DATABASE);
        assertThat(refusal).hasMessageContaining("CREATE DATABASE \"" + missing.name() + "\" OWNER \"" + role + "\"");
    }

    @ParameterizedTest
    @EnumSource(PostgresVersion.class)
    @DisplayName("a read-only database")
    void refusesAReadOnlyDatabase(PostgresVersion version) {
        DatabaseSettings settings = version.freshDatabase();
        new Catalogue(settings.withName("postgres"))
                .execute("ALTER DATABASE " + settings.name() + " SET default_transaction_read_only = on");

        MigrationException refusal = assertUpgradeRefused(Modules.ADMIN, settings, Reason.UNFIT_SERVER);

        assertThat(refusal).hasMessageContaining("read-only");
    }

    @Test
    @DisplayName("a server that does not answer, after a bounded wait")
    void saysThatNobodyAnswers() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        var settings = new DatabaseSettings("localhost", closedPort, "artstore", "artstore", "x", SslMode.DISABLE);
        var limits = new MigrationLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        var migrator = new Migrator(Modules.QUERY.in(settings), limits, MigrationListener.SILENT);

        var refusal = catchThrowableOfType(MigrationException.class, () -> migrator.upgrade(Target.HEAD));

        assertThat(refusal.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(refusal).hasMessageContaining("localhost:" + closedPort).hasMessageContaining("check host and port");
    }

    private static MigrationException assertUpgradeRefused(Modules module, DatabaseSettings settings, Reason reason) {
        var owner = new DatabaseSettings(
                settings.host(), settings.port(), settings.name(), "postgres", "", SslMode.DISABLE);
        List<String> objects = new Catalogue(owner).everything();
        var rows = new Catalogue(owner).rows();

        var refusal = catchThrowableOfType(
                MigrationException.class, () -> module.migrator(settings).upgrade(Target.HEAD));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(new Catalogue(owner).everything()).isEqualTo(objects);
        assertThat(new Catalogue(owner).rows()).isEqualTo(rows);
        return refusal;
    }
}
