package io.artstore.launcher.cli;

import io.artstore.common.Version;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.launcher.Logging;
import io.artstore.launcher.platform.Platform;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code artstore serve}: runs ArtStore until it is told to stop. */
@Command(name = "serve", description = "Runs ArtStore until SIGTERM or SIGINT.", mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {
    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--modules",
            paramLabel = "NAMES",
            description = "Which modules this process runs, separated by commas. Default: admin,storage,query.")
    private String modules;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        ConfigSources sources = options.sources(modules == null ? Map.of() : Map.of("artstore.modules", modules));
        Logging.configure(ConfigLoader.load(sources).config().log());
        Platform platform = Platform.start(sources);
        CountDownLatch stopped = stopOnSignal(platform);
        announce(platform, spec.commandLine().getOut());
        awaitQuietly(stopped);
    }

    private static CountDownLatch stopOnSignal(Platform platform) {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            platform.close();
                            stopped.countDown();
                        },
                        "artstore-stop"));
        return stopped;
    }

    private static void announce(Platform platform, PrintWriter out) {
        out.println("ArtStore " + Version.current() + ", home " + platform.home());
        platform.addresses().forEach((name, address) -> out.printf("  %-26s %s%n", name, address));
        if (Files.exists(platform.credentialsFile())) {
            out.printf("  %-26s %s%n", "credentials", platform.credentialsFile());
        }
        long sinceStart = ManagementFactory.getRuntimeMXBean().getUptime();
        out.printf("ArtStore is ready after %.1f s%n", sinceStart / 1000.0);
        out.flush();
    }

    /** The shutdown hook ends the process; this thread has nothing else to do until then. */
    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
