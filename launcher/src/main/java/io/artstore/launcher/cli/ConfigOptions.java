package io.artstore.launcher.cli;

import io.artstore.common.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options with which every command finds its configuration. */
public final class ConfigOptions {
    private static final Path DEFAULT_FILE = Path.of("artstore.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:ARTSTORE_CONFIG}",
            description = "Configuration file. Default: $ARTSTORE_CONFIG, else artstore.yaml in the current folder.")
    private Path file;

    @Option(names = "--home", paramLabel = "DIR", description = "Folder for data, secrets and the embedded database.")
    private Path home;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key, such as artstore.admin.http.port=9000; wins over file and environment.")
    private Map<String, String> values = new LinkedHashMap<>();

    public ConfigSources sources() {
        return sources(Map.of());
    }

    /** The sources with further values that the command's own options stand for. */
    public ConfigSources sources(Map<String, String> more) {
        Map<String, String> commandLine = new LinkedHashMap<>(values);
        if (home != null) {
            commandLine.put("artstore.home", home.toString());
        }
        commandLine.putAll(more);
        return new ConfigSources(configFile(), System.getenv(), commandLine, Map.of());
    }

    private Optional<Path> configFile() {
        if (file != null) {
            return Optional.of(file);
        }
        return Files.exists(DEFAULT_FILE) ? Optional.of(DEFAULT_FILE) : Optional.empty();
    }
}
