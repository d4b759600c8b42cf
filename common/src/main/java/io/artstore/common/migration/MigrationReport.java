package io.artstore.common.migration;

import java.time.Duration;
import java.util.List;

/**
 * What a migration did.
 *
 * @param steps the change sets, in the order they ran; empty where there was nothing to do
 */
public record MigrationReport(String label, Target target, List<MigrationStep> steps, Duration elapsed) {

    public MigrationReport {
        steps = List.copyOf(steps);
    }

    /** Whether the database was already where it should be. */
    public boolean unchanged() {
        return steps.isEmpty();
    }
}
