package io.artstore.storage.testkit;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.storage.StorageElementVerticle;
import io.artstore.storage.domain.FailPoints.Step;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** An element in a process of its own, which ends without any cleaning up when it reaches a given step. */
public final class CrashingElement implements AutoCloseable {
    /** What a shell reports of a process that was killed. */
    public static final int KILLED = 137;

    private static final String LISTENING = "listening on ";

    private final Process process;
    private final URI address;

    private CrashingElement(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the process on a configuration whose databases are migrated, and returns when it listens. */
    public static CrashingElement start(Map<String, String> configuration, Step step) throws IOException {
        Path file = Files.createTempFile("crashing-element", ".properties");
        Properties properties = new Properties();
        properties.putAll(configuration);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingElement.class.getName(),
                        file.toString(),
                        step.name()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                return new CrashingElement(process, URI.create(line.substring(LISTENING.length())));
            }
        }
        throw new IllegalStateException("the child ended before it listened: " + process.exitValue());
    }

    public URI address() {
        return address;
    }

    /** Waits for the end of the process. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not reach the step");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process: configuration file, step. */
    public static void main(String[] arguments) throws IOException {
        Step target = Step.valueOf(arguments[1]);
        ArtStoreConfig config =
                ConfigLoader.load(ConfigSources.of(read(Path.of(arguments[0])))).config();
        ModuleContext context = ModuleContext.of(config);
        StorageElementVerticle element =
                new StorageElementVerticle(context, Settings.elements(config).get(0), "port", step -> {
                    if (step == target) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                });
        Vertx.vertx().deployVerticle(element).onComplete(started -> {
            if (started.failed()) {
                started.cause().printStackTrace();
                Runtime.getRuntime().halt(1);
            }
            System.out.println(LISTENING + context.addresses().of("storage/" + RunningElement.ID));
        });
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> values = new HashMap<>();
        properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
        return values;
    }
}
