package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationReport;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code db upgrade}: brings databases up to the checkpoint or to head. */
@Command(
        name = "upgrade",
        description = "Brings the databases to head, or only to the checkpoint; adopts databases of the original.",
        mixinStandardHelpOptions = true)
final class UpgradeCommand extends DatabaseCommand {
    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "head (default) or checkpoint.")
    private Target target = Target.HEAD;

    @Override
    int run(List<ModuleDatabase> databases) {
        if (target == Target.BASE) {
            throw usage("An upgrade goes to head or checkpoint; base is reached by 'db downgrade base'.");
        }
        try (ProgressPrinter progress = new ProgressPrinter(out())) {
            for (ModuleDatabase database : databases) {
                MigrationReport report = new Migrator(database, progress).upgrade(target);
                out().printf(
                                "%-26s %s, %d change sets in %.3f s%n",
                                database.label(),
                                report.unchanged() ? "already at " + target.tag() : "now at " + target.tag(),
                                report.steps().size(),
                                report.elapsed().toMillis() / 1000.0);
            }
        }
        return ExitCode.OK;
    }
}
