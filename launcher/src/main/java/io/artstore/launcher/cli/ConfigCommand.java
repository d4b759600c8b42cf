package io.artstore.launcher.cli;

import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.LoadedConfig;
import io.artstore.common.config.LoadedConfig.EffectiveValue;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code artstore config}: what the process would run with, and what is wrong with it. */
@Command(
        name = "config",
        description = "Shows or checks the configuration.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Print.class, ConfigCommand.Check.class})
final class ConfigCommand extends CommandGroup {
    @Command(
            name = "print",
            description = "Prints every effective value with its origin; secrets are masked.",
            mixinStandardHelpOptions = true)
    static final class Print implements Runnable {
        @Mixin
        private ConfigOptions options;

        @Option(names = "--json", description = "Prints a JSON array.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            LoadedConfig loaded = ConfigLoader.load(options.sources());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                JsonPrinter.print(out, loaded.values());
            } else {
                for (EffectiveValue value : loaded.values()) {
                    out.printf("%-48s %-32s # %s%n", value.key() + ":", value.value(), value.origin());
                }
            }
            out.flush();
        }
    }

    @Command(
            name = "check",
            description = "Checks the configuration; exit code 2 when it cannot be used.",
            mixinStandardHelpOptions = true)
    static final class Check implements Runnable {
        @Mixin
        private ConfigOptions options;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            LoadedConfig loaded = ConfigLoader.load(options.sources());
            PrintWriter out = spec.commandLine().getOut();
            out.println("The configuration is sound (" + loaded.values().size() + " values).");
            out.flush();
        }
    }
}
