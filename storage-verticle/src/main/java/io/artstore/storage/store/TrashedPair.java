package io.artstore.storage.store;

import java.util.Optional;

/**
 * What one deletion left in the trash, and whether the way back is free.
 *
 * @param attributes the attribute file's bytes, one more than allowed where it is too large; empty where there is none
 * @param data size and digest, read again from the medium; empty where there is none
 * @param placeTaken whether anything lies at the document's place, data or attributes, or a link
 *     stands on the way there
 */
public record TrashedPair(Optional<byte[]> attributes, Optional<Fingerprint> data, boolean placeTaken) {}
