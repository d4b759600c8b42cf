package io.artstore.storage.domain;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
    RUNNING,
    /** It waits to be resumed, and goes on where it stopped. */
    PAUSED,
    /** It did all it was to do, whatever it found. */
    FINISHED,
    FAILED,
    CANCELLED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public boolean isOpen() {
        return this == RUNNING || this == PAUSED;
    }
}
