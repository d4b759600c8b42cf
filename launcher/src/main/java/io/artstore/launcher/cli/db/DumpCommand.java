package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.DatabaseDump;
import io.artstore.common.migration.DumpManifest;
import io.artstore.common.migration.DumpManifest.TableCopy;
import io.artstore.common.migration.MigrationLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code db dump}: copies databases without PostgreSQL's client programs. */
@Command(
        name = "dump",
        description = {
            "Writes a consistent copy of each database to DIR: a manifest with row counts and digests,",
            "and one file per table. Documents are not part of it. Works while ArtStore serves."
        },
        mixinStandardHelpOptions = true)
final class DumpCommand extends DatabaseCommand {
    @Parameters(paramLabel = "DIR", description = "Where to write; each database gets a folder of its own.")
    private Path directory;

    @Override
    int run(List<ModuleDatabase> databases) {
        try (ProgressPrinter progress = new ProgressPrinter(out())) {
            for (ModuleDatabase database : databases) {
                DumpManifest manifest = new DatabaseDump(database, MigrationLimits.DEFAULT, progress, Clock.systemUTC())
                        .writeTo(directory);
                long rows =
                        manifest.tables().stream().mapToLong(TableCopy::rows).sum();
                out().printf(
                                "%-26s copied %d rows of %d tables%n",
                                database.label(), rows, manifest.tables().size());
            }
        }
        return ExitCode.OK;
    }
}
