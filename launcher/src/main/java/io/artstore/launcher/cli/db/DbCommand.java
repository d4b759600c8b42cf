package io.artstore.launcher.cli.db;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code artstore db}: looks at the module databases, moves them between revisions, copies them. */
@Command(
        name = "db",
        description = "Looks at, migrates and copies the module databases.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CurrentCommand.class,
            HistoryCommand.class,
            PendingCommand.class,
            UpgradeCommand.class,
            DowngradeCommand.class,
            VerifyCommand.class,
            SqlCommand.class,
            DumpCommand.class,
            RestoreCommand.class
        })
public final class DbCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name one of: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
