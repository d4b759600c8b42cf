package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Operations of an element that have not ended")
class PendingOperationsIT implements UsesDatabases {
    private static final String LOG = "SELECT row(transaction_id, operation_type, status, file_id, operation_data,"
            + " error_message, started_at AT TIME ZONE 'UTC', completed_at, duration_ms, user_id)::text FROM public.storage_elem_01_wal"
            + " ORDER BY transaction_id";

    @ParameterizedTest(name = "{0}")
    @EnumSource(PostgresVersion.class)
    @DisplayName("are handed back in the checkpoint's table, whatever that says of them")
    void areHandedBack(PostgresVersion version) {
        DatabaseSettings settings = version.freshSettings();
        Catalogue catalogue = new Catalogue(settings);
        Migrator migrator = Modules.STORAGE.migrator(settings);
        migrator.upgrade(Target.HEAD);
        catalogue.execute(
                "INSERT INTO artstore.storage_elem_01_intents VALUES"
                        + " ('00000000-0000-0000-0000-000000000001', 'file_create', '00000000-0000-0000-0000-00000000000f',"
                        + " '{\"audit\": \"x\"}', '2025-11-16 00:00:00+00', 'somebody'),"
                        + " ('00000000-0000-0000-0000-000000000002', 'file_delete', NULL, '{}', '2025-11-16 00:00:00+00', NULL)");
        catalogue.execute("INSERT INTO public.storage_elem_01_wal VALUES"
                + " ('00000000-0000-0000-0000-000000000002', 'file_delete', 'rolled_back', NULL, '{\"a\": 1}', 'why',"
                + " '2025-11-16 00:00:00+00', '2025-11-16 00:00:00+00', 0, NULL)");

        migrator.downgrade(Target.CHECKPOINT);

        assertThat(catalogue.strings(LOG))
                .containsExactly(
                        "(00000000-0000-0000-0000-000000000001,file_create,pending,"
                                + "00000000-0000-0000-0000-00000000000f,\"{\"\"audit\"\": \"\"x\"\"}\",,"
                                + "\"2025-11-16 00:00:00\",,,somebody)",
                        "(00000000-0000-0000-0000-000000000002,file_delete,pending,,{},,"
                                + "\"2025-11-16 00:00:00\",,,)");
        assertThat(migrator.verify(Target.CHECKPOINT)).isEmpty();
        migrator.upgrade(Target.HEAD);
        assertThat(catalogue.strings("SELECT transaction_id FROM artstore.storage_elem_01_intents"))
                .isEmpty();
    }
}
