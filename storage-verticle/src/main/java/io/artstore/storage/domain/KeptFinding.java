package io.artstore.storage.domain;

import java.time.Instant;

/**
 * A finding as it is kept.
 *
 * @param number grows from finding to finding
 */
public record KeptFinding(long number, Finding finding, Instant foundAt) {}
