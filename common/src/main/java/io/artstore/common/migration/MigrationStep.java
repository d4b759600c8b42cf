package io.artstore.common.migration;

import java.time.Duration;

/** A change set that was applied ({@link Direction#UP}) or rolled back, and how long that took. */
public record MigrationStep(String changeSet, Direction direction, Duration elapsed) {}
