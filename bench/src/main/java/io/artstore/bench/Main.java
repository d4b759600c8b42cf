package io.artstore.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs a benchmark by its name and prints what it measured. */
@Command(
        name = "artstore-bench",
        description = "Measures a fresh ArtStore that is started for it and removed afterwards.",
        mixinStandardHelpOptions = true,
        subcommands = {GrantsBench.class, LagBench.class, SearchBench.class, ThroughputBench.class, TransferBench.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
