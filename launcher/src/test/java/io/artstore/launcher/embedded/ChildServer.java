package io.artstore.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@link EmbeddedDatabaseChild} that a test can speak to, and kill. */
final class ChildServer implements AutoCloseable {

    private final Process process;

    private ChildServer(Process process) {
        this.process = process;
    }

    static ChildServer spawn(Path home, Path binaries) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedDatabaseChild.class.getName(),
                home.toString(),
                binaries.toString());
        return new ChildServer(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it serves. */
    ChildServer awaitReady() throws IOException {
        assertThat(verdict()).startsWith("READY");
        return this;
    }

    /** The line in which it says how its start went. */
    String verdict() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("READY") || line.startsWith("REFUSED")) {
                return line;
            }
        }
        return "ended without a word, exit code " + process.onExit().join().exitValue();
    }

    /** As {@code kill -9} does it: no shutdown hook, no finally block. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
