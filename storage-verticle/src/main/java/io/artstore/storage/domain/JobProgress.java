package io.artstore.storage.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a job is.
 *
 * @param documentsTotal empty until it is known; an estimate while documents come and go
 * @param bytesTotal empty where nobody counts them
 * @param active how long the job has worked, pauses and restarts left out
 */
public record JobProgress(
        long documentsDone, OptionalLong documentsTotal, long bytesDone, OptionalLong bytesTotal, Duration active) {
    public static final JobProgress NONE =
            new JobProgress(0, OptionalLong.empty(), 0, OptionalLong.empty(), Duration.ZERO);

    public double documentsPerSecond() {
        return perSecond(documentsDone);
    }

    public double bytesPerSecond() {
        return perSecond(bytesDone);
    }

    /** At the pace so far: by bytes where their total is known, because documents differ in size. */
    public Optional<Duration> remaining() {
        return bytesTotal.isPresent() && bytesDone > 0
                ? remaining(bytesDone, bytesTotal)
                : remaining(documentsDone, documentsTotal);
    }

    private Optional<Duration> remaining(long done, OptionalLong total) {
        if (total.isEmpty() || done == 0) {
            return Optional.empty();
        }
        double share = Math.max(0, total.getAsLong() - done) / (double) done;
        return Optional.of(Duration.ofMillis(Math.round(active.toMillis() * share)));
    }

    private double perSecond(long done) {
        return active.isZero() ? 0 : done * 1000.0 / Math.max(1, active.toMillis());
    }
}
