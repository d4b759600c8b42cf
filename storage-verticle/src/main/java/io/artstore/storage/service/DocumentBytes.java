package io.artstore.storage.service;

import io.artstore.storage.store.StoredContent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** The bytes of a document, open for reading and of the right number; whoever opened them closes them. */
public final class DocumentBytes {
    private final StoredContent content;

    DocumentBytes(StoredContent content) {
        this.content = content;
    }

    /** A channel the kernel can send from without copying, where there is one. Not to be closed. */
    public Optional<FileChannel> channel() {
        return content.channel();
    }

    /** So many bytes from a position on. */
    public ReadStream<Buffer> stream(long position, long length) {
        return content.stream(position, length);
    }

    /** How many bytes there are now, which is another number where the file was changed while it was open. */
    Future<Long> currentSize() {
        return content.currentSize();
    }

    public Future<Void> close() {
        return content.close();
    }
}
