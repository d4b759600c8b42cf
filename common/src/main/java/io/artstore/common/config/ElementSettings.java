package io.artstore.common.config;

import io.artstore.common.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One storage element, completely resolved.
 *
 * @param id name of the element and prefix of its tables
 * @param path base directory of the documents
 * @param quotaBytes how many bytes of documents it may hold
 * @param maxFileBytes the largest document it accepts
 * @param publicUrl how other modules reach it, when that is not the listener's own address
 */
public record ElementSettings(
        String id,
        HttpSettings http,
        DatabaseSettings database,
        ElementMode mode,
        Path path,
        long quotaBytes,
        long maxFileBytes,
        Optional<String> publicUrl,
        Upkeep upkeep) {}
