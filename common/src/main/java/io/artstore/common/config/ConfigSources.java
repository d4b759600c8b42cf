package io.artstore.common.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where configuration may come from, in rising priority: built-in defaults, the checkpoint's environment names, the file,
 * the environment, the command line, and values the launcher itself supplies.
 *
 * @param file the YAML file, when there is one
 * @param environment the process environment
 * @param commandLine keys and values given as options
 * @param supplied what the launcher worked out, such as the address of the embedded database
 */
public record ConfigSources(
        Optional<Path> file,
        Map<String, String> environment,
        Map<String, String> commandLine,
        Map<String, String> supplied) {

    public ConfigSources {
        environment = Map.copyOf(environment);
        commandLine = Map.copyOf(commandLine);
        supplied = Map.copyOf(supplied);
    }

    /** Only defaults and the given values; what tests use. */
    public static ConfigSources of(Map<String, String> values) {
        return new ConfigSources(Optional.empty(), Map.of(), values, Map.of());
    }

    /** The same sources with further values of the launcher. */
    public ConfigSources supplying(Map<String, String> values) {
        Map<String, String> more = new LinkedHashMap<>(supplied);
        more.putAll(values);
        return new ConfigSources(file, environment, commandLine, more);
    }
}
