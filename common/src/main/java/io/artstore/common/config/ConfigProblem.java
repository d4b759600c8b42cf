package io.artstore.common.config;

/**
 * One thing wrong with the configuration.
 *
 * @param key the key as it stands in {@code artstore.yaml}, or the environment variable's name
 * @param message what is wrong, with the value where it is no secret, and what to do
 */
public record ConfigProblem(String key, String message) {
    @Override
    public String toString() {
        return key + ": " + message;
    }
}
