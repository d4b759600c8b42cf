package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.launcher.cli.JsonPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code db pending}: which change sets an upgrade would apply. */
@Command(
        name = "pending",
        description = "Prints the change sets that an upgrade would apply.",
        mixinStandardHelpOptions = true)
final class PendingCommand extends DatabaseCommand {
    @Option(names = "--json", description = "Prints a JSON object: module to change sets.")
    private boolean json;

    @Override
    int run(List<ModuleDatabase> databases) {
        Map<String, List<String>> pending = new LinkedHashMap<>();
        for (ModuleDatabase database : databases) {
            pending.put(database.label(), new Migrator(database, MigrationListener.SILENT).pending());
        }
        if (json) {
            JsonPrinter.print(out(), pending);
        } else {
            pending.forEach(this::print);
        }
        return ExitCode.OK;
    }

    private void print(String label, List<String> changeSets) {
        if (changeSets.isEmpty()) {
            out().printf("%-26s nothing pending%n", label);
        }
        changeSets.forEach(changeSet -> out().printf("%-26s %s%n", label, changeSet));
    }
}
