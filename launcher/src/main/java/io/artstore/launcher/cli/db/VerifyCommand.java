package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.SchemaDifference;
import io.artstore.launcher.cli.JsonPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code db verify}: compares the live databases with the contract. */
@Command(
        name = "verify",
        description = "Compares the live databases with the contract, fact by fact; exit code 1 if they differ.",
        mixinStandardHelpOptions = true)
final class VerifyCommand extends DatabaseCommand {
    @Option(names = "--json", description = "Prints a JSON object: module to differences.")
    private boolean json;

    @Override
    int run(List<ModuleDatabase> databases) {
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (ModuleDatabase database : databases) {
            List<SchemaDifference> found = new Migrator(database, MigrationListener.SILENT).verify();
            differences.put(
                    database.label(),
                    found.stream().map(SchemaDifference::toString).toList());
        }
        if (json) {
            JsonPrinter.print(out(), differences);
        } else {
            differences.forEach(this::print);
        }
        boolean clean = differences.values().stream().allMatch(List::isEmpty);
        return clean ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(String label, List<String> found) {
        if (found.isEmpty()) {
            out().printf("%-26s as the contract says%n", label);
        }
        found.forEach(difference -> out().printf("%-26s %s%n", label, difference));
    }
}
