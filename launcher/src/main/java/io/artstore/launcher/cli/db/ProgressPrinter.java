package io.artstore.launcher.cli.db;

import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.MigrationStep;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Prints each change set with its time, and for one that takes long, every few seconds, that it is still running. */
final class ProgressPrinter implements MigrationListener, AutoCloseable {
    private static final long TICK_SECONDS = 5;

    private final PrintWriter out;
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "migration-progress"));
    private ScheduledFuture<?> tick;

    ProgressPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void note(String label, String sentence) {
        print("%-26s %s%n", label, sentence);
    }

    @Override
    public void started(String label, String changeSet, Direction direction) {
        long begun = System.nanoTime();
        tick = ticker.scheduleAtFixedRate(
                () -> print(
                        "%-26s %s %s: still running after %d s%n",
                        label, arrow(direction), changeSet, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)),
                TICK_SECONDS,
                TICK_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void finished(String label, MigrationStep step) {
        if (tick != null) {
            tick.cancel(false);
        }
        print(
                "%-26s %s %-40s %6.3f s%n",
                label, arrow(step.direction()), step.changeSet(), step.elapsed().toMillis() / 1000.0);
    }

    private static String arrow(Direction direction) {
        return direction == Direction.UP ? "up  " : "down";
    }

    private synchronized void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
