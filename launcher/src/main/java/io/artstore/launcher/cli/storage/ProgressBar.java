package io.artstore.launcher.cli.storage;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows how far a job is: on a terminal one line that changes, elsewhere a line now and then. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private long lastLine = Long.MIN_VALUE;

    ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(JobStatus job) {
        if (terminal) {
            out.print("\r" + line(job) + "   ");
            out.flush();
        } else if (isTime()) {
            out.println(line(job));
            out.flush();
        }
    }

    /** The last state of it. */
    void end(JobStatus job) {
        out.println((terminal ? "\r" : "") + line(job) + "   ");
        out.flush();
    }

    static String line(JobStatus job) {
        String rate = String.format(Locale.ROOT, "%,.0f/s", job.documentsPerSecond());
        if (job.documentsTotal().isEmpty()) {
            return String.format(Locale.ROOT, "%,d documents  %s  %s", job.documentsDone(), rate, job.state());
        }
        long total = job.documentsTotal().getAsLong();
        double share = total == 0 ? (job.isOver() ? 1 : 0) : Math.min(1, (double) job.documentsDone() / total);
        int filled = (int) (share * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %5.1f %%  %,d of %,d documents  %s  %s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                share * 100,
                job.documentsDone(),
                total,
                rate,
                job.isOver()
                        ? job.state()
                        : "ETA " + job.remaining().map(ProgressBar::text).orElse("unknown"));
    }

    private static String text(Duration duration) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }

    private boolean isTime() {
        long now = System.nanoTime();
        if (lastLine != Long.MIN_VALUE && now - lastLine < BETWEEN_LINES.toNanos()) {
            return false;
        }
        lastLine = now;
        return true;
    }
}
