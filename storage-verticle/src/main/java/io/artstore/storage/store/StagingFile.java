package io.artstore.storage.store;

import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** A file being received: written and hashed in the same pass. Blocking; used by one thread at a time. */
final class StagingFile implements Closeable {
    private final LocalTree tree;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.newDigest();
    private long size;

    StagingFile(LocalTree tree, Path path) throws IOException {
        this.tree = tree;
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    void append(List<Buffer> pieces) throws IOException {
        for (Buffer piece : pieces) {
            byte[] bytes = piece.getBytes();
            digest.update(bytes);
            Channels.writeAll(channel, bytes);
            size += bytes.length;
        }
    }

    /** Makes all of it durable and closes it. */
    Fingerprint seal() throws IOException {
        tree.sync(channel);
        channel.close();
        return new Fingerprint(size, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
