package io.artstore.storage.store;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** An open file. */
final class LocalContent implements StoredContent {
    private final FileChannel channel;
    private final long size;
    private final WorkerExecutor pool;

    private LocalContent(FileChannel channel, long size, WorkerExecutor pool) {
        this.channel = channel;
        this.size = size;
        this.pool = pool;
    }

    /** What a file holds: all of it where it is small, else the open file. Blocking; links are not followed. */
    static StoredContent open(Path path, WorkerExecutor pool) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        boolean stays = false;
        try {
            long size = channel.size();
            stays = size > WholeContent.MAX_BYTES;
            return stays ? new LocalContent(channel, size, pool) : WholeContent.read(channel, (int) size);
        } finally {
            if (!stays) {
                channel.close();
            }
        }
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public Optional<String> sha256() {
        return Optional.empty();
    }

    @Override
    public Optional<Buffer> whole() {
        return Optional.empty();
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.of(channel);
    }

    @Override
    public Future<Void> send(long position, long length, WriteStream<Buffer> target) {
        return new ChannelReadStream(channel, position, length, pool)
                .pipe()
                .endOnComplete(false)
                .to(target);
    }

    @Override
    public Future<Long> currentSize() {
        return pool.executeBlocking(channel::size, false);
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
