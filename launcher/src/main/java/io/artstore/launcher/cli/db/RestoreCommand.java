package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.DatabaseRestore;
import io.artstore.common.migration.DumpManifest;
import io.artstore.common.migration.DumpManifest.TableCopy;
import io.artstore.common.migration.MigrationLimits;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code db restore}: puts a copy back and proves that it is the copy. */
@Command(
        name = "restore",
        description = {
            "Migrates each database to the copy's revision, loads the copy, reads it back and compares digests.",
            "Refuses a database that is not empty, and one that a process serves."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand extends DatabaseCommand {
    @Parameters(paramLabel = "DIR", description = "The folder that 'db dump' wrote.")
    private Path directory;

    @Option(names = "--force", description = "Replaces what the databases hold.")
    private boolean force;

    @Override
    int run(List<ModuleDatabase> databases) {
        try (ProgressPrinter progress = new ProgressPrinter(out())) {
            for (ModuleDatabase database : databases) {
                DumpManifest manifest =
                        new DatabaseRestore(database, MigrationLimits.DEFAULT, progress).readFrom(directory, force);
                long rows =
                        manifest.tables().stream().mapToLong(TableCopy::rows).sum();
                out().printf(
                                "%-26s restored %d rows of %d tables; every digest equal%n",
                                database.label(), rows, manifest.tables().size());
            }
        }
        return ExitCode.OK;
    }
}
