package io.artstore.launcher.cli;

import io.artstore.launcher.cli.audit.AuditCommand;
import io.artstore.launcher.cli.db.DbCommand;
import io.artstore.launcher.cli.index.IndexCommand;
import io.artstore.launcher.cli.storage.StorageCommand;
import io.artstore.launcher.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code artstore}: the root of all commands. */
@Command(
        name = "artstore",
        description = "Keeps documents for 1, 5 or 70 years, and proves that nothing changed.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        subcommands = {
            ServeCommand.class,
            StorageCommand.class,
            DemoCommand.class,
            DbCommand.class,
            IndexCommand.class,
            AuditCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class ArtStoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs one command line and returns the exit code: 0 done, 1 failed, 2 wrong usage or configuration. */
    public static int run(String... args) {
        return new CommandLine(new ArtStoreCommand())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
