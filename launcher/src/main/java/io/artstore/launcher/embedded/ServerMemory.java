package io.artstore.launcher.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory a new embedded database keeps its pages in: an eighth of the machine's, or of the container's. The rest of
 * the index is read from the system's cache, which costs ten times as much.
 */
final class ServerMemory {
    private static final long MEGABYTE = 1024 * 1024;
    private static final long LEAST = 128;
    private static final long MOST = 2_048;

    private ServerMemory() {}

    static long sharedBuffersMegabytes() {
        return sharedBuffersMegabytes(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    static long sharedBuffersMegabytes(long machineBytes) {
        return Math.max(LEAST, Math.min(MOST, machineBytes / 8 / MEGABYTE));
    }
}
