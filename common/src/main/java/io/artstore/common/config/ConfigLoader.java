package io.artstore.common.config;

import io.artstore.common.config.LoadedConfig.EffectiveValue;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads every source, checks the whole and reports all problems at once. */
public final class ConfigLoader {
    static final String ORIGIN_CHECKPOINT = "environment (checkpoint name)";
    static final String ORIGIN_ENVIRONMENT = "environment";
    static final String ORIGIN_COMMAND_LINE = "command line";
    static final String ORIGIN_SUPPLIED = "started by ArtStore";
    static final String ORIGIN_DEFAULT = "default";

    private static final int PRIORITY_CHECKPOINT = 100;
    private static final int PRIORITY_FILE = 200;
    private static final int PRIORITY_ENVIRONMENT = 300;
    private static final int PRIORITY_COMMAND_LINE = 400;
    private static final int PRIORITY_SUPPLIED = 500;
    private static final int CONVERTER_PRIORITY = 200;
    private static final String PREFIX = "artstore.";

    private ConfigLoader() {}

    /**
     * Loads and validates.
     *
     * @throws ConfigException with every problem found
     */
    public static LoadedConfig load(ConfigSources sources) {
        List<ConfigProblem> problems = new ArrayList<>(UnknownNames.inEnvironment(sources.environment()));
        SmallRyeConfig smallRye;
        try {
            smallRye = build(sources);
        } catch (ConfigValidationException e) {
            problems.addAll(ProblemTexts.of(e));
            throw new ConfigException(problems);
        }
        ArtStoreConfig config = smallRye.getConfigMapping(ArtStoreConfig.class);
        problems.addAll(ConfigRules.check(config));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new LoadedConfig(config, effectiveValues(smallRye, config));
    }

    private static SmallRyeConfig build(ConfigSources sources) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ArtStoreConfig.class)
                .withConverter(DataSize.class, CONVERTER_PRIORITY, Converters.DATA_SIZE)
                .withConverter(Secret.class, CONVERTER_PRIORITY, Converters.SECRET)
                .withConverter(Duration.class, CONVERTER_PRIORITY, Converters.DURATION)
                .withSources(new PropertiesConfigSource(
                        CheckpointEnvironment.values(sources.environment()), ORIGIN_CHECKPOINT, PRIORITY_CHECKPOINT))
                .withSources(new EnvConfigSource(ownEnvironment(sources.environment()), PRIORITY_ENVIRONMENT))
                .withSources(
                        new PropertiesConfigSource(sources.commandLine(), ORIGIN_COMMAND_LINE, PRIORITY_COMMAND_LINE))
                .withSources(new PropertiesConfigSource(sources.supplied(), ORIGIN_SUPPLIED, PRIORITY_SUPPLIED));
        sources.file().ifPresent(file -> builder.withSources(yaml(file)));
        return builder.build();
    }

    private static Map<String, String> ownEnvironment(Map<String, String> environment) {
        Map<String, String> own = new HashMap<>();
        environment.forEach((name, value) -> {
            if (UnknownNames.isOurs(name)) {
                own.put(name, value);
            }
        });
        return own;
    }

    private static ConfigSource yaml(Path file) {
        try {
            if (!Files.isReadable(file)) {
                throw new ConfigException(List.of(new ConfigProblem(
                        "--config", "cannot read '" + file + "'; name a YAML file this user may read")));
            }
            return new YamlConfigSource(file.toString(), Files.readString(file), PRIORITY_FILE);
        } catch (IOException | YAMLException e) {
            throw new ConfigException(
                    List.of(new ConfigProblem(file.toString(), "is not valid YAML: " + e.getMessage())));
        }
    }

    private static List<EffectiveValue> effectiveValues(SmallRyeConfig smallRye, ArtStoreConfig config) {
        Map<String, EffectiveValue> values = new TreeMap<>(elementDefaults(config));
        for (String name : smallRye.getPropertyNames()) {
            ConfigValue value = name.startsWith(PREFIX) ? smallRye.getConfigValue(name) : null;
            if (value != null && value.getValue() != null) {
                values.put(value.getName(), new EffectiveValue(value.getName(), shown(value), origin(value)));
            }
        }
        return List.copyOf(values.values());
    }

    /** What an element has without anybody having written it; the library does not list defaults inside lists. */
    private static Map<String, EffectiveValue> elementDefaults(ArtStoreConfig config) {
        Map<String, EffectiveValue> defaults = new HashMap<>();
        List<ElementSettings> elements = Settings.elements(config);
        for (int i = 0; i < elements.size(); i++) {
            ElementSettings element = elements.get(i);
            String key = PREFIX + "storage.elements[" + i + "].";
            Map<String, Object> resolved = Map.ofEntries(
                    Map.entry("id", element.id()),
                    Map.entry("mode", element.mode().label()),
                    Map.entry("path", element.path()),
                    Map.entry("quota", new DataSize(element.quotaBytes())),
                    Map.entry("max-file-size", new DataSize(element.maxFileBytes())),
                    Map.entry("durability", element.upkeep().durability().label()),
                    Map.entry("trash-grace", element.upkeep().trashGrace()),
                    Map.entry("leave-archive", element.upkeep().leaveArchive()),
                    Map.entry("metadata-cache", new DataSize(element.upkeep().metadataCacheBytes())),
                    Map.entry("content-cache", new DataSize(element.upkeep().contentCacheBytes())),
                    Map.entry("scrub.period", element.upkeep().scrubPeriod()),
                    Map.entry(
                            "scrub.bytes-per-second",
                            new DataSize(element.upkeep().scrubBytesPerSecond())),
                    Map.entry("http.host", element.http().host()),
                    Map.entry("http.port", element.http().port()),
                    Map.entry("database.name", element.database().name()));
            resolved.forEach((name, value) ->
                    defaults.put(key + name, new EffectiveValue(key + name, String.valueOf(value), ORIGIN_DEFAULT)));
        }
        return defaults;
    }

    private static String shown(ConfigValue value) {
        String key = value.getName();
        boolean secret = key.endsWith("password") || key.endsWith("secret");
        return secret ? Secret.MASK : value.getValue();
    }

    private static String origin(ConfigValue value) {
        return switch (value.getConfigSourceOrdinal()) {
            case PRIORITY_CHECKPOINT -> ORIGIN_CHECKPOINT;
            case PRIORITY_FILE -> value.getConfigSourceName();
            case PRIORITY_ENVIRONMENT -> ORIGIN_ENVIRONMENT;
            case PRIORITY_COMMAND_LINE -> ORIGIN_COMMAND_LINE;
            case PRIORITY_SUPPLIED -> ORIGIN_SUPPLIED;
            default -> ORIGIN_DEFAULT;
        };
    }
}
