package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A document's data, ready to be read; whoever asked for it closes it. */
public interface StoredContent {
    long sizeBytes();

    /** The digest, 64 hexadecimal digits, where all of the data was read to open it. */
    Optional<String> sha256();

    /** All of the data, where it was read to open it. Not to be changed. */
    Optional<Buffer> whole();

    /** A channel the kernel can send from without copying, where the medium is a local file. Not to be closed. */
    Optional<FileChannel> channel();

    /** Writes so many bytes from a position on, no faster than the target takes them; the target is not ended. */
    Future<Void> send(long position, long length, WriteStream<Buffer> target);

    /** Looked up anew. */
    Future<Long> currentSize();

    Future<Void> close();
}
