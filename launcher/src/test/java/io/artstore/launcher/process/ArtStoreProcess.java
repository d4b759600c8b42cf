package io.artstore.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The assembled jar in a process of its own, as an operator runs it. */
final class ArtStoreProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "artstore.jar");
    private static final Pattern ADDRESS = Pattern.compile("^ +(\\S+) +(https?://\\S+)$");
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path errors;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread reader;

    private ArtStoreProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.reader = new Thread(this::readOutput, "artstore-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs {@code artstore} with those arguments. */
    static ArtStoreProcess run(String... arguments) {
        try {
            Path errors = Files.createTempFile("artstore-stderr", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dfile.encoding=UTF-8",
                    "-Xmx512m",
                    "-jar",
                    JAR.toAbsolutePath().toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.directory(Files.createTempDirectory("artstore-cwd").toFile());
            return new ArtStoreProcess(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code artstore serve} on a home, on free ports of the loopback address. */
    static ArtStoreProcess serve(Path home, String... more) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--home", home.toString()));
        for (String setting : List.of(
                "artstore.admin.http.host=127.0.0.1",
                "artstore.admin.http.port=0",
                "artstore.query.http.host=127.0.0.1",
                "artstore.query.http.port=0",
                "artstore.storage.elements[0].id=storage_elem_01",
                "artstore.storage.elements[0].http.host=127.0.0.1",
                "artstore.storage.elements[0].http.port=0")) {
            arguments.add("--set");
            arguments.add(setting);
        }
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private void readOutput() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("ArtStore is ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            lines.add("(output ended: " + e + ")");
        }
    }

    /** Waits for the line that says everything listens. */
    ArtStoreProcess awaitReady() {
        try {
            long deadline = System.nanoTime() + READY_LIMIT.toNanos();
            while (!ready.await(50, TimeUnit.MILLISECONDS)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("not ready: " + output() + errors());
                }
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end and returns the exit code. */
    int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + limit + ": " + output() + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The address a listener was announced at. */
    URI address(String listener) {
        for (String line : List.copyOf(lines)) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(listener)) {
                return URI.create(matcher.group(2));
            }
        }
        throw new AssertionError("no address of " + listener + " in " + output());
    }

    /** Everything it wrote to standard output until it ended. */
    String awaitOutput() {
        try {
            reader.join();
            return output();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        return String.join("\n", List.copyOf(lines));
    }

    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
            awaitExit(Duration.ofSeconds(20));
        }
    }
}
