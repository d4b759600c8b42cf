package io.artstore.bench;

import java.io.InputStream;
import java.util.Objects;
import java.util.Random;

/** As many bytes as wanted, different for every seed and for every megabyte, at hardly any cost. */
final class PatternStream extends InputStream {
    private static final int BLOCK = 1 << 20;

    private final byte[] block = new byte[BLOCK];
    private final long length;
    private long position;

    PatternStream(int seed, long length) {
        new Random(seed).nextBytes(block);
        this.length = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
        Objects.checkFromIndexSize(offset, wanted, target.length);
        if (position >= length) {
            return wanted == 0 ? 0 : -1;
        }
        int inBlock = (int) (position % BLOCK);
        if (inBlock == 0) {
            numberTheBlock();
        }
        int count = (int) Math.min(Math.min(wanted, BLOCK - inBlock), length - position);
        System.arraycopy(block, inBlock, target, offset, count);
        position += count;
        return count;
    }

    private void numberTheBlock() {
        long number = position / BLOCK;
        for (int i = 0; i < Long.BYTES; i++) {
            block[i] = (byte) (number >>> (8 * i));
        }
    }
}
