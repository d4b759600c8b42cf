package io.artstore.launcher.cli.db;

import io.artstore.common.bootstrap.VerticleModules;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.launcher.cli.ConfigOptions;
import io.artstore.launcher.platform.DatabaseServer;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What every {@code db} command shares: it finds the databases of the selected modules, joins or starts the embedded
 * server where there is one, and ends with the exit code of its own {@link #run(List)}.
 */
abstract class DatabaseCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--module",
            paramLabel = "NAME",
            split = ",",
            description = "Only this module: admin, storage, query, or one element as storage/ID. Default: all.")
    private List<String> modules = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        selected(ConfigLoader.load(options.sources()).config());
        try (DatabaseServer server = DatabaseServer.forCommand(options.sources())) {
            int exitCode = run(selected(server.config().config()));
            out().flush();
            return exitCode;
        }
    }

    /** Does the command's work on those databases, in starting order, and returns the exit code. */
    abstract int run(List<ModuleDatabase> databases);

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<ModuleDatabase> selected(ArtStoreConfig config) {
        List<ModuleDatabase> all = VerticleModules.discover(config.modules()).stream()
                .flatMap(module -> module.databases(config).stream())
                .toList();
        if (modules.isEmpty()) {
            return all;
        }
        for (String name : modules) {
            if (all.stream().noneMatch(database -> isNamed(database, name))) {
                throw usage("No database belongs to '" + name + "'; choose from "
                        + all.stream().map(ModuleDatabase::label).toList());
            }
        }
        return all.stream()
                .filter(database -> modules.stream().anyMatch(name -> isNamed(database, name)))
                .toList();
    }

    private static boolean isNamed(ModuleDatabase database, String name) {
        return database.module().equals(name) || database.label().equals(name);
    }
}
