package io.artstore.storage.service;

/**
 * What a client says of a document it uploads.
 *
 * @param description may be null
 * @param version may be null
 */
public record DocumentFields(String description, String version) {}
