package io.artstore.storage.store;

import io.vertx.core.Future;

/**
 * A document's data on its way from the medium to a digest, a piece at a time, so that whoever reads can pause between
 * the pieces. Whoever opened it closes it.
 */
public interface Rereading {
    long sizeBytes();

    /** Reads the next piece, of at most 512 KiB; returns how many bytes that were, 0 at the end. */
    Future<Integer> advance();

    /** Of all that was read so far; to be asked once. */
    Fingerprint fingerprint();

    Future<Void> close();
}
