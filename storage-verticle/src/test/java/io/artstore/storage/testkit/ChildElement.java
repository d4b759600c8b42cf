package io.artstore.storage.testkit;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.config.Settings;
import io.artstore.storage.StorageElementVerticle;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.domain.FailPoints.Step;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An element in a process of its own: to be killed, or to end without any cleaning up when it reaches a given step. */
public final class ChildElement implements AutoCloseable {
    /** What a shell reports of a process that was killed. */
    public static final int KILLED = 137;

    private static final String LISTENING = "listening on ";
    private static final String NO_STEP = "-";
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private ChildElement(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the process, as the element that has stopped, and returns when it listens. */
    public static ChildElement dyingAt(Step step, RunningElement stopped) {
        ChildElement child = spawn(stopped, step.name());
        child.awaitAddress();
        return child;
    }

    /** Starts the process, as the element that has stopped, and returns at once. */
    public static ChildElement spawn(RunningElement stopped) {
        return spawn(stopped, NO_STEP);
    }

    private static ChildElement spawn(RunningElement stopped, String step) {
        try {
            return new ChildElement(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChildElement.class.getName(),
                            write(configuration(stopped)).toString(),
                            step))
                    .redirectError(Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(LISTENING)) {
                    address.complete(URI.create(line.substring(LISTENING.length())));
                }
            }
        } catch (IOException ended) {
            address.completeExceptionally(ended);
        }
        address.completeExceptionally(new IllegalStateException("the child ended before it listened"));
    }

    /** Where it listens, once it does. */
    public URI awaitAddress() {
        try {
            return address.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end of the process. */
    public int exitCode() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the process did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process: configuration file, step or {@value #NO_STEP}. */
    public static void main(String[] arguments) throws IOException {
        ArtStoreConfig config =
                ConfigLoader.load(ConfigSources.of(read(Path.of(arguments[0])))).config();
        ModuleContext context = ModuleContext.of(config);
        StorageElementVerticle element =
                new StorageElementVerticle(context, Settings.elements(config).get(0), "port", dying(arguments[1]));
        Vertx.vertx().deployVerticle(element).onComplete(started -> {
            if (started.failed()) {
                started.cause().printStackTrace();
                Runtime.getRuntime().halt(1);
            }
            System.out.println(LISTENING + context.addresses().of("storage/" + RunningElement.ID));
        });
    }

    private static FailPoints dying(String name) {
        return step -> {
            if (step.name().equals(name)) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
    }

    /** What a process of its own needs to be the same element. */
    private static Map<String, String> configuration(RunningElement stopped) {
        ElementSettings settings = stopped.settings();
        Map<String, String> values = new HashMap<>();
        values.put("artstore.home", stopped.platform().home().toString());
        values.put("artstore.modules", "storage");
        values.put(
                "artstore.security.public-key-path",
                StaticTokens.publicKeyPath().toString());
        values.put("artstore.database.host", settings.database().host());
        values.put(
                "artstore.database.port", Integer.toString(settings.database().port()));
        values.put("artstore.database.username", settings.database().username());
        values.put("artstore.database.password", settings.database().password());
        values.put("artstore.storage.elements[0].id", settings.id());
        values.put(RunningElement.TRASH_GRACE, settings.upkeep().trashGrace().toSeconds() + "s");
        values.put("artstore.storage.elements[0].http.host", "127.0.0.1");
        values.put("artstore.storage.elements[0].http.port", "0");
        values.put(
                "artstore.storage.elements[0].database.name",
                settings.database().name());
        return values;
    }

    private static Path write(Map<String, String> configuration) throws IOException {
        Path file = Files.createTempFile("child-element", ".properties");
        file.toFile().deleteOnExit();
        Properties properties = new Properties();
        properties.putAll(configuration);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
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
