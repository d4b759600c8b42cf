package io.artstore.bench;

import io.artstore.launcher.embedded.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The assembled jar in a process of its own, on free ports of the loopback address. */
final class Server implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("^ +(\\S+) +(https?://\\S+)$");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Path home;
    private final boolean kept;
    private final Map<String, URI> addresses;

    private Server(Process process, Path home, boolean kept, Map<String, URI> addresses) {
        this.process = process;
        this.home = home;
        this.kept = kept;
        this.addresses = addresses;
    }

    /** Starts on an empty home below the folder, which is removed at the end, and returns when everything listens. */
    static Server startOnNewHome(Path jar, String heap, Path folder, String... settings) {
        try {
            return start(
                    jar, heap, Files.createTempDirectory(folder.toAbsolutePath(), "artstore-bench"), false, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on a home with what it has, and leaves it. */
    static Server startOnKeptHome(Path jar, String heap, Path home, String... settings) {
        return start(jar, heap, home.toAbsolutePath(), true, settings);
    }

    private static Server start(Path jar, String heap, Path home, boolean kept, String... settings) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no '" + jar + "'; build it with: mvn package");
        }
        try {
            Files.createDirectories(home);
            ProcessBuilder builder = new ProcessBuilder(command(jar, heap, home, settings));
            builder.redirectError(home.resolve("server.log").toFile());
            Process process = builder.start();
            return new Server(process, home, kept, awaitReady(process, home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path jar, String heap, Path home, String... settings) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of(java, "-Xmx" + heap, "-jar", jar.toString(), "serve", "--home", home.toString()));
        List<String> all = new ArrayList<>(List.of(
                "artstore.admin.http.host=127.0.0.1",
                "artstore.admin.http.port=0",
                "artstore.query.http.host=127.0.0.1",
                "artstore.query.http.port=0",
                "artstore.storage.elements[0].id=storage_elem_01",
                "artstore.storage.elements[0].http.host=127.0.0.1",
                "artstore.storage.elements[0].http.port=0",
                "artstore.admin.attempts.tokens-per-minute=0",
                "artstore.log.level=warn"));
        all.addAll(List.of(settings));
        for (String setting : all) {
            command.add("--set");
            command.add(setting);
        }
        return command;
    }

    private static Map<String, URI> awaitReady(Process process, Path home) throws IOException {
        Map<String, URI> addresses = new HashMap<>();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.matches()) {
                addresses.put(address.group(1), URI.create(address.group(2)));
            }
            if (line.startsWith("ArtStore is ready")) {
                drainInBackground(output);
                return addresses;
            }
        }
        throw new IllegalStateException("the server did not start; see " + home.resolve("server.log"));
    }

    /** So that the server never waits for a reader, and addresses printed after the ready line do no harm. */
    private static void drainInBackground(BufferedReader output) {
        Thread reader = new Thread(() -> drain(output), "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // The server has ended, or this program ends it: there is nothing more to read.
            return;
        }
    }

    URI admin() {
        return addresses.get("admin");
    }

    URI storage() {
        return addresses.get("storage/storage_elem_01");
    }

    URI query() {
        return addresses.get("query");
    }

    Path home() {
        return home;
    }

    /** A connection to one of its databases. */
    Connection database(String name) throws SQLException {
        EmbeddedDatabase database = EmbeddedDatabase.running(home)
                .orElseThrow(() -> new IllegalStateException("the embedded database does not run"));
        String url = "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + name;
        return DriverManager.getConnection(url, database.username(), database.password());
    }

    /** The most memory the process has had so far, in bytes; the database's processes are not counted. Linux only. */
    long peakMemoryBytes() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            Matcher peak = PEAK.matcher(status);
            return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!kept) {
                remove(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
