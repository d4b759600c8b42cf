package io.artstore.common.config;

import java.util.List;

/**
 * A configuration that passed every check, with the origin of each value.
 *
 * @param config the typed tree
 * @param values every effective value, ordered by key, secrets masked
 */
public record LoadedConfig(ArtStoreConfig config, List<EffectiveValue> values) {

    /**
     * One effective value.
     *
     * @param key the key as in {@code artstore.yaml}
     * @param value its text, masked where it is a secret
     * @param origin which source it came from
     */
    public record EffectiveValue(String key, String value, String origin) {}

    public LoadedConfig {
        values = List.copyOf(values);
    }
}
