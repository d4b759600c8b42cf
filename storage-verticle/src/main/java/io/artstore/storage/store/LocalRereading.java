package io.artstore.storage.store;

import com.sun.nio.file.ExtendedOpenOption;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Reads past the page cache where the file system lets it: what lies in memory says nothing about the disk, and reading
 * everything once must not push out what is read often. Each piece is read by one job of the pool at a time.
 */
final class LocalRereading implements Rereading {
    private static final int PIECE = 512 * 1024;
    /** Reading past the cache wants aligned memory; what the JDK would allocate for it by itself it cannot free. */
    private static final ThreadLocal<ByteBuffer> PIECES = new ThreadLocal<>();

    private final WorkerExecutor pool;
    private final FileChannel channel;
    private final int block;
    private final long size;
    private final MessageDigest digest = Sha256.newDigest();
    private long position;

    private LocalRereading(WorkerExecutor pool, FileChannel channel, int block, long size) {
        this.pool = pool;
        this.channel = channel;
        this.block = block;
        this.size = size;
    }

    /** Opens a file; blocking. */
    static LocalRereading open(WorkerExecutor pool, Path path) throws IOException {
        int block = (int) Math.min(PIECE, Files.getFileStore(path).getBlockSize());
        FileChannel channel = openPastTheCache(path, block);
        try {
            return new LocalRereading(pool, channel, block, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Some file systems take the option and refuse the first read. */
    private static FileChannel openPastTheCache(Path path, int block) throws IOException {
        FileChannel channel;
        try {
            channel = open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT);
        } catch (NoSuchFileException absent) {
            throw absent;
        } catch (IOException | UnsupportedOperationException notHere) {
            return open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            channel.read(piece(block, block), 0);
            return channel;
        } catch (IOException notHere) {
            channel.close();
            return open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** This thread's memory, with room for so many bytes, a multiple of the block. */
    private static ByteBuffer piece(int block, int bytes) {
        ByteBuffer piece = PIECES.get();
        if (piece == null || piece.alignmentOffset(0, block) != 0) {
            piece = ByteBuffer.allocateDirect(PIECE + block).alignedSlice(block);
            PIECES.set(piece);
        }
        return piece.clear().limit(bytes);
    }

    private static FileChannel open(Path path, OpenOption... options) throws IOException {
        return FileChannel.open(path, options);
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public Future<Integer> advance() {
        return pool.executeBlocking(this::read, false);
    }

    private int read() throws IOException {
        if (position >= size) {
            return 0;
        }
        ByteBuffer piece = piece(block, (int) Math.min(PIECE, (size - position + block - 1) / block * block));
        int count = channel.read(piece, position);
        // Past the cache every read begins at a multiple of a block; only the last one may end elsewhere.
        int used = position + count < size ? count - count % block : count;
        if (used <= 0) {
            throw new IOException(
                    "the file ends at " + position + ", and it had " + size + " bytes when it was opened");
        }
        digest.update(piece.flip().limit(used));
        position += used;
        return used;
    }

    @Override
    public Fingerprint fingerprint() {
        return new Fingerprint(position, HexFormat.of().formatHex(digest.digest()));
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
