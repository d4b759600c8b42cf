package io.artstore.launcher.cli.db;

import io.artstore.launcher.cli.CommandGroup;
import picocli.CommandLine.Command;

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
public final class DbCommand extends CommandGroup {}
