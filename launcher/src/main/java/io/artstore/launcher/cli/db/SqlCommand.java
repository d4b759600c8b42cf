package io.artstore.launcher.cli.db;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code db sql}: shows what a migration would run. */
@Command(
        name = "sql",
        description = "Prints the SQL of the pending upgrade, or of the downgrade to the checkpoint. Changes nothing.",
        mixinStandardHelpOptions = true)
final class SqlCommand extends DatabaseCommand {
    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Way way = new Way();

    private static final class Way {
        @Option(names = "--up", description = "The pending upgrade (default).")
        private boolean up;

        @Option(names = "--down", description = "The downgrade to the checkpoint.")
        private boolean down;

        Direction direction() {
            return down && !up ? Direction.DOWN : Direction.UP;
        }
    }

    @Override
    int run(List<ModuleDatabase> databases) {
        Direction direction = way.direction();
        for (ModuleDatabase database : databases) {
            out().println("-- " + database.label() + " (" + database.settings().name() + ")");
            out().println(new Migrator(database, MigrationListener.SILENT).sql(direction));
        }
        return ExitCode.OK;
    }
}
