package io.artstore.storage.testkit.disk;

import io.artstore.storage.testkit.disk.DiskChange.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file that is written from its beginning to its end, or an open folder; its writes and syncs are recorded. */
final class RecordingChannel extends FileChannel {
    private static final String UNKNOWN = "this way to change a file is not recorded";

    private final FileChannel real;
    private final Path path;
    private final DiskJournal journal;

    RecordingChannel(FileChannel real, Path path, DiskJournal journal) {
        this.real = real;
        this.path = path;
        this.journal = journal;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (real.position() != real.size()) {
            throw new UnsupportedOperationException(UNKNOWN);
        }
        byte[] content = new byte[source.remaining()];
        source.get(content);
        return journal.perform(DiskChange.write(path, content), () -> {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                real.write(rest);
            }
            return content.length;
        });
    }

    @Override
    public void force(boolean metadata) throws IOException {
        journal.perform(DiskChange.of(Kind.SYNC, path), () -> {
            real.force(metadata);
            return null;
        });
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        real.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException(UNKNOWN);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
