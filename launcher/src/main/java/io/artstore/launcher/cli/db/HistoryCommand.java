package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.AppliedChange;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.launcher.cli.JsonPrinter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code db history}: which change sets were applied, and when. */
@Command(
        name = "history",
        description = "Prints the applied change sets with their times.",
        mixinStandardHelpOptions = true)
final class HistoryCommand extends DatabaseCommand {
    @Option(names = "--json", description = "Prints a JSON array.")
    private boolean json;

    private record Entry(String module, String changeSet, String appliedAt) {}

    @Override
    int run(List<ModuleDatabase> databases) {
        List<Entry> entries = new ArrayList<>();
        for (ModuleDatabase database : databases) {
            for (AppliedChange change : new Migrator(database, MigrationListener.SILENT).history()) {
                entries.add(new Entry(
                        database.label(), change.id(), change.appliedAt().toString()));
            }
        }
        if (json) {
            JsonPrinter.print(out(), entries);
        } else {
            entries.forEach(
                    entry -> out().printf("%-26s %-40s %s%n", entry.module(), entry.changeSet(), entry.appliedAt()));
        }
        return ExitCode.OK;
    }
}
