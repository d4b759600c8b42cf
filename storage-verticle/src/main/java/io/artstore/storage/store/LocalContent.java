package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** An open file. */
final class LocalContent implements StoredContent {
    private final FileChannel channel;
    private final long size;
    private final WorkerExecutor pool;

    LocalContent(FileChannel channel, long size, WorkerExecutor pool) {
        this.channel = channel;
        this.size = size;
        this.pool = pool;
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public Future<Long> currentSize() {
        return pool.executeBlocking(channel::size, false);
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.of(channel);
    }

    @Override
    public ReadStream<Buffer> stream(long position, long length) {
        return new ChannelReadStream(channel, position, length, pool);
    }

    @Override
    public Future<Void> close() {
        return pool.executeBlocking(
                () -> {
                    channel.close();
                    return null;
                },
                false);
    }
}
