package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A small file that was read as a whole, and its digest. Opening a file and closing it costs more than reading it, and what
 * was read can be proven before it is sent. Immutable.
 */
final class WholeContent implements StoredContent {
    /** What an answer may keep in memory while a slow client takes it. */
    static final int MAX_BYTES = 64 * 1024;

    private final Buffer bytes;
    private final String sha256;

    private WholeContent(byte[] bytes) {
        this.bytes = Buffer.buffer(bytes);
        this.sha256 = HexFormat.of().formatHex(Sha256.newDigest().digest(bytes));
    }

    /**
     * Reads a file to its end. Blocking.
     *
     * @param size how long it was a moment ago; less is read where it was cut since
     */
    static WholeContent read(FileChannel channel, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes);
        }
        return new WholeContent(bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array());
    }

    @Override
    public long sizeBytes() {
        return bytes.length();
    }

    @Override
    public Optional<String> sha256() {
        return Optional.of(sha256);
    }

    @Override
    public Optional<Buffer> whole() {
        return Optional.of(bytes);
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.empty();
    }

    @Override
    public Future<Void> send(long position, long length, WriteStream<Buffer> target) {
        return target.write(bytes.slice((int) position, (int) (position + length)));
    }

    @Override
    public Future<Long> currentSize() {
        return Future.succeededFuture(sizeBytes());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
