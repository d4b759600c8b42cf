package io.artstore.common.config;

import io.smallrye.config.ConfigMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds environment variables that look like ours and mean nothing.
 *
 * <p>The library matches the environment to known keys and passes over the rest in silence; a misspelt variable would
 * then be obeyed by nobody and noticed by nobody.
 */
final class UnknownNames {
    private static final String PREFIX = "ARTSTORE_";
    /** Read by the launcher before there is a configuration. */
    private static final Set<String> LAUNCHER_NAMES = Set.of("ARTSTORE_JAVA_OPTS", "ARTSTORE_CONFIG");

    private UnknownNames() {}

    static boolean isOurs(String name) {
        return name.startsWith(PREFIX) && !LAUNCHER_NAMES.contains(name);
    }

    static List<ConfigProblem> inEnvironment(Map<String, String> environment) {
        Set<String> known = knownPatterns();
        List<ConfigProblem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            boolean matched = known.stream().anyMatch(name::matches);
            if (isOurs(name) && !matched) {
                problems.add(new ConfigProblem(
                        name,
                        "is an environment variable of no known key; see 'artstore config print' for the known ones"));
            }
        }
        return problems;
    }

    private static Set<String> knownPatterns() {
        Set<String> patterns = new TreeSet<>();
        for (String key : ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(ArtStoreConfig.class))
                .keySet()) {
            String name = key.toUpperCase(Locale.ROOT)
                    .replace("[*]", ".#.")
                    .replaceAll("[^A-Z0-9#]", "_")
                    .replace("#", "\\d+");
            patterns.add(name);
        }
        return patterns;
    }
}
