package io.artstore.storage.service;

import java.util.Map;

/**
 * What to change of a document's metadata; null leaves a value as it is, so nothing can be cleared to null (checkpoint
 * section 1.6).
 *
 * @param metadata replaces the whole object
 */
public record Edit(String description, String version, Map<String, Object> metadata) {}
