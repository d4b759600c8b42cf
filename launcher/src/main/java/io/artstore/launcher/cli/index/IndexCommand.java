package io.artstore.launcher.cli.index;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code artstore index}: compares the index with the storage elements, or makes it anew, while everything runs. */
@Command(
        name = "index",
        description = "Compares the index of a running query module with the storage elements, or makes it anew.",
        mixinStandardHelpOptions = true,
        subcommands = {IndexJobCommand.Verify.class, IndexJobCommand.Resync.class})
public final class IndexCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name one of: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
