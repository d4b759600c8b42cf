package io.artstore.common.bootstrap;

import io.artstore.common.config.ArtStoreConfig;
import java.time.Clock;
import java.util.Objects;

/**
 * What the process gives every module: configuration, time, and the places where it reports that it serves.
 *
 * @param config the validated configuration
 * @param clock the process's clock, UTC
 * @param readiness becomes true after the last module listens and false when the process begins to stop
 * @param addresses where the listeners report the addresses they bound
 */
public record ModuleContext(ArtStoreConfig config, Clock clock, Readiness readiness, ServingAddresses addresses) {
    public ModuleContext {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(readiness, "readiness");
        Objects.requireNonNull(addresses, "addresses");
    }

    public static ModuleContext of(ArtStoreConfig config) {
        return new ModuleContext(config, Clock.systemUTC(), new Readiness(), new ServingAddresses());
    }
}
