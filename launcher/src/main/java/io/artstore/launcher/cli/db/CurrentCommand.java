package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.DatabaseStatus;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.launcher.cli.JsonPrinter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code db current}: one line per database. */
@Command(
        name = "current",
        description = "Prints module, database, contract revision and extensions applied/known, a line per database.",
        mixinStandardHelpOptions = true)
final class CurrentCommand extends DatabaseCommand {
    @Option(names = "--json", description = "Prints a JSON array.")
    private boolean json;

    @Override
    int run(List<ModuleDatabase> databases) {
        List<DatabaseStatus> all = databases.stream()
                .map(database -> new Migrator(database, MigrationListener.SILENT).current())
                .toList();
        if (json) {
            JsonPrinter.print(out(), all.stream().map(Line::of).toList());
        } else {
            all.stream().map(Line::of).forEach(line -> out().println(line));
        }
        return ExitCode.OK;
    }

    private record Line(
            String module, String database, String state, String revision, int extensionsApplied, int extensionsKnown) {

        static Line of(DatabaseStatus status) {
            return new Line(
                    status.label(),
                    status.database(),
                    status.state().name().toLowerCase(Locale.ROOT),
                    status.revision().orElse(null),
                    status.extensionsApplied(),
                    status.extensionsKnown());
        }

        @Override
        public String toString() {
            return String.format(
                    "%-26s %-24s %-22s extensions %d/%d",
                    module,
                    database,
                    revision == null ? "(" + state + ")" : revision + " (head)",
                    extensionsApplied,
                    extensionsKnown);
        }
    }
}
