package io.artstore.launcher.cli.storage;

import io.artstore.launcher.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code artstore storage}: compares, rebuilds and tidies a storage element. */
@Command(
        name = "storage",
        description = "Compares, rebuilds and tidies a storage element, whether it is served or not.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyCommand.class, RebuildCommand.class, ReconcileCommand.class})
public final class StorageCommand extends CommandGroup {}
