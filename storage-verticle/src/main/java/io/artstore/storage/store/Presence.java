package io.artstore.storage.store;

import io.artstore.storage.domain.DocumentKey;
import java.util.Optional;

/**
 * Which halves of a document there are.
 *
 * @param problem why the medium did not tell; the halves then mean nothing
 */
public record Presence(DocumentKey key, boolean attributes, boolean data, Optional<String> problem) {}
