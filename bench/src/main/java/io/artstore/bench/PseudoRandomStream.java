package io.artstore.bench;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** So many bytes of a sequence that the seed decides; made as they are read, never kept. */
final class PseudoRandomStream extends InputStream {
    private static final int BLOCK = 8192;

    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private long state;
    private long remaining;

    PseudoRandomStream(long seed, long length) {
        this.state = seed * 0x9E3779B97F4A7C15L + 1;
        this.remaining = length;
        block.limit(0);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (remaining == 0) {
            return -1;
        }
        if (!block.hasRemaining()) {
            fill();
        }
        int count = (int) Math.min(remaining, Math.min(length, block.remaining()));
        block.get(target, offset, count);
        remaining -= count;
        return count;
    }

    /** Xorshift: as fast as memory, and no compressor finds anything in it. */
    private void fill() {
        block.clear();
        while (block.hasRemaining()) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            block.putLong(state);
        }
        block.flip();
    }
}
