package io.artstore.storage.store;

/**
 * What tells contents apart.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Fingerprint(long sizeBytes, String sha256) {}
