package io.artstore.launcher.cli.storage;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How far a job is, wherever it runs. */
record JobStatus(
        String id,
        String state,
        long documentsDone,
        OptionalLong documentsTotal,
        double documentsPerSecond,
        Optional<Duration> remaining,
        Map<String, Long> counts,
        long findings,
        Optional<String> failure) {
    boolean isOver() {
        return !state.equals("running") && !state.equals("paused");
    }

    boolean isFinished() {
        return state.equals("finished");
    }
}
