package io.artstore.launcher.platform;

import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.LoadedConfig;
import io.artstore.common.config.Settings;
import io.artstore.launcher.embedded.EmbeddedDatabase;
import io.artstore.launcher.embedded.EmbeddedOptions;
import io.artstore.launcher.embedded.HomeInUseException;
import io.artstore.launcher.embedded.HomeLock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The PostgreSQL server the configuration means: the configured one, or the embedded one of the home.
 *
 * <p>{@link #config()} is the configuration with the server's address filled in. Closing stops what was started.
 */
public final class DatabaseServer implements AutoCloseable {
    /** With the two seconds of a server that must be cut short, a stop stays within its ten. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final LoadedConfig config;
    private final Runnable stop;

    private DatabaseServer(LoadedConfig config, Runnable stop) {
        this.config = config;
        this.stop = stop;
    }

    /** For a serving process, which holds the home; starts the embedded server where it is needed. */
    public static DatabaseServer forServing(ConfigSources sources, HomeLock lock) {
        EmbeddedOptions usual = EmbeddedOptions.defaults();
        EmbeddedOptions options = new EmbeddedOptions(usual.binaries(), usual.startTimeout(), STOP_TIMEOUT);
        return open(sources, loaded -> EmbeddedDatabase.start(lock, options));
    }

    /** For a command: joins the embedded server of a serving process, or starts it for as long as the command runs. */
    public static DatabaseServer forCommand(ConfigSources sources) {
        return open(sources, loaded -> joinOrStart(loaded));
    }

    private static DatabaseServer open(ConfigSources sources, Function<LoadedConfig, EmbeddedDatabase> embedded) {
        LoadedConfig loaded = ConfigLoader.load(sources);
        if (!Settings.needsEmbeddedDatabase(loaded.config())) {
            return new DatabaseServer(loaded, () -> {});
        }
        EmbeddedDatabase database = embedded.apply(loaded);
        return new DatabaseServer(ConfigLoader.load(sources.supplying(address(database))), database::close);
    }

    private static EmbeddedDatabase joinOrStart(LoadedConfig loaded) {
        try {
            return EmbeddedDatabase.start(loaded.config().home(), EmbeddedOptions.defaults());
        } catch (HomeInUseException e) {
            Optional<EmbeddedDatabase> running =
                    EmbeddedDatabase.running(loaded.config().home());
            return running.orElseThrow(() -> e);
        }
    }

    private static Map<String, String> address(EmbeddedDatabase database) {
        return Map.of(
                "artstore.database.host", database.host(),
                "artstore.database.port", Integer.toString(database.port()),
                "artstore.database.username", database.username(),
                "artstore.database.password", database.password());
    }

    public LoadedConfig config() {
        return config;
    }

    @Override
    public void close() {
        stop.run();
    }
}
