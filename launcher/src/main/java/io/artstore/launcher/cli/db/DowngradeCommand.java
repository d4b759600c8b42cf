package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationReport;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.io.Console;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code db downgrade}: hands databases back to the original, or empties them. */
@Command(
        name = "downgrade",
        description = {
            "Removes the extensions (checkpoint), which hands the databases back to the original,",
            "or drops everything but the version tables (base). Refused while a process serves the database."
        },
        mixinStandardHelpOptions = true)
final class DowngradeCommand extends DatabaseCommand {
    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "checkpoint (default) or base.")
    private Target target = Target.CHECKPOINT;

    @Option(names = "--yes", description = "Does not ask before it drops the tables.")
    private boolean yes;

    @Override
    int run(List<ModuleDatabase> databases) {
        if (target == Target.HEAD) {
            throw usage("A downgrade goes to checkpoint or base; head is reached by 'db upgrade'.");
        }
        if (target == Target.BASE && !yes && !confirmed(databases)) {
            err().println("Nothing was changed.");
            return ExitCode.SOFTWARE;
        }
        List<ModuleDatabase> backwards = new ArrayList<>(databases);
        Collections.reverse(backwards);
        try (ProgressPrinter progress = new ProgressPrinter(out())) {
            for (ModuleDatabase database : backwards) {
                MigrationReport report = new Migrator(database, progress).downgrade(target);
                out().printf(
                                "%-26s now at %s, %d change sets rolled back in %.3f s%n",
                                database.label(),
                                target.tag(),
                                report.steps().size(),
                                report.elapsed().toMillis() / 1000.0);
            }
        }
        return ExitCode.OK;
    }

    private boolean confirmed(List<ModuleDatabase> databases) {
        Console console = System.console();
        if (console == null) {
            throw usage("'db downgrade base' drops every table; without a terminal to ask on, confirm with --yes.");
        }
        String answer = console.readLine(
                "This drops every table and every row of %s. Type base to go on: ",
                databases.stream().map(database -> database.settings().name()).toList());
        return "base".equals(answer);
    }
}
