package io.artstore.bench;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times of single operations; any thread may add. */
final class Latencies {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long elapsedNanos) {
        nanos.add(elapsedNanos);
    }

    int count() {
        return nanos.size();
    }

    /** The time, in milliseconds, that this share of the operations did not exceed. */
    double millis(double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                "%6d  p50 %8.2f ms  p99 %8.2f ms  max %8.2f ms", count(), millis(0.5), millis(0.99), millis(1));
    }
}
