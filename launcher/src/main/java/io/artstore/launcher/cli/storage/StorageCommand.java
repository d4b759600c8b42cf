package io.artstore.launcher.cli.storage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code artstore storage}: compares, rebuilds and tidies a storage element. */
@Command(
        name = "storage",
        description = "Compares, rebuilds and tidies a storage element, whether it is served or not.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyCommand.class, RebuildCommand.class, ReconcileCommand.class})
public final class StorageCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name one of: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
