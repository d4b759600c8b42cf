package io.artstore.launcher.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints each step with its time as it ends, so that a reader sees where a long one is. */
final class DemoReport {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;

    DemoReport(PrintWriter out) {
        this.out = out;
    }

    /** Runs a step, prints its name and time, and returns what it returned. */
    <T> T step(String name, Callable<T> step) throws Exception {
        long begun = System.nanoTime();
        T result = step.call();
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        line(String.format(Locale.ROOT, "  %8.3f s  %s", seconds, name));
        return result;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** {@code 64.0 MiB} and the like. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 3) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, new String[] {"KiB", "MiB", "GiB", "TiB"}[unit]);
    }
}
