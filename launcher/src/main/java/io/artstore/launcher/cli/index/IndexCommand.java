package io.artstore.launcher.cli.index;

import io.artstore.launcher.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code artstore index}: compares the index with the storage elements, or makes it anew, while everything runs. */
@Command(
        name = "index",
        description = "Compares the index of a running query module with the storage elements, or makes it anew.",
        mixinStandardHelpOptions = true,
        subcommands = {IndexJobCommand.Verify.class, IndexJobCommand.Resync.class})
public final class IndexCommand extends CommandGroup {}
