package io.artstore.launcher.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the embedded PostgreSQL is run.
 *
 * @param binaries where the programs are unpacked; empty means {@code <home>/postgres/binaries}. A folder that several
 *     homes share saves some 60 MB and a second per home
 * @param startTimeout how long a start may take; generous, because after a crash it replays the write-ahead log
 * @param stopTimeout how long an orderly stop may take before the server is cut off, which costs the next start a
 *     replay but no data
 */
public record EmbeddedOptions(Optional<Path> binaries, Duration startTimeout, Duration stopTimeout) {

    public EmbeddedOptions {
        Objects.requireNonNull(binaries, "binaries");
        Objects.requireNonNull(startTimeout, "startTimeout");
        Objects.requireNonNull(stopTimeout, "stopTimeout");
    }

    public static EmbeddedOptions defaults() {
        return new EmbeddedOptions(Optional.empty(), Duration.ofMinutes(5), Duration.ofSeconds(7));
    }

    /** The same, with the programs unpacked in (or found in) a folder of the caller's choice. */
    public EmbeddedOptions withBinaries(Path folder) {
        return new EmbeddedOptions(Optional.of(folder), startTimeout, stopTimeout);
    }
}
