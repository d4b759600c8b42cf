package io.artstore.storage.store;

import io.artstore.storage.domain.DocumentKey;

/** Which halves of a document there are. */
public record Presence(DocumentKey key, boolean attributes, boolean data) {}
