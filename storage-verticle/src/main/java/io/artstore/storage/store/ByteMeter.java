package io.artstore.storage.store;

/** Watches the bytes of a transfer as they arrive. */
@FunctionalInterface
public interface ByteMeter {
    /**
     * So many more bytes have arrived.
     *
     * @throws RuntimeException to end the transfer with that failure
     */
    void count(int bytes);
}
