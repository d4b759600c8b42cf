package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A document's data, open for reading; whoever opened it closes it. */
public interface StoredContent {
    long sizeBytes();

    /** Looked up anew. */
    Future<Long> currentSize();

    /** A channel the kernel can send from without copying, where the medium is a local file. Not to be closed. */
    Optional<FileChannel> channel();

    /** So many bytes from a position on, in pieces of up to 128 KiB. */
    ReadStream<Buffer> stream(long position, long length);

    Future<Void> close();
}
