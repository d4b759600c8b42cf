package io.artstore.storage.store;

import io.artstore.storage.domain.DocumentKey;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What lies at a document's place at one moment.
 *
 * @param attributes the attribute file's bytes, one more than allowed where it is too large; empty where there is none
 * @param dataBytes length of the data; empty where there is none
 * @param problem why the medium did not show one of them; both then mean nothing
 */
public record StoredPair(
        DocumentKey key, Optional<byte[]> attributes, OptionalLong dataBytes, Optional<String> problem) {}
