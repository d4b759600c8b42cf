package io.artstore.storage.service;

import io.artstore.storage.store.StoredContent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** The bytes of a document, ready for reading and of the right number; whoever asked for them closes them. */
public final class DocumentBytes {
    private final StoredContent content;

    DocumentBytes(StoredContent content) {
        this.content = content;
    }

    /** So many bytes from a position on, where they are in memory. Not to be changed. */
    public Optional<Buffer> inMemory(long position, long length) {
        return content.whole().map(whole -> whole.slice((int) position, (int) (position + length)));
    }

    /** A channel the kernel can send from without copying, where there is one. Not to be closed. */
    public Optional<FileChannel> channel() {
        return content.channel();
    }

    /** Writes so many bytes from a position on, no faster than the target takes them; the target is not ended. */
    public Future<Void> send(long position, long length, WriteStream<Buffer> target) {
        return content.send(position, length, target);
    }

    /** How many bytes there are now, which is another number where the file was changed while it was open. */
    Future<Long> currentSize() {
        return content.currentSize();
    }

    public Future<Void> close() {
        return content.close();
    }
}
