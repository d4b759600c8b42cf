package io.artstore.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The assembled program in a process of its own, on a home that is deleted at the end. */
final class ServedArtStore implements AutoCloseable {
    private static final Path JAR = Path.of("launcher", "target", "artstore.jar");
    private static final Pattern ADDRESS = Pattern.compile("^ +(\\S+) +(http://\\S+)$");
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Path home;
    private final Map<String, URI> addresses = new HashMap<>();

    private ServedArtStore(Process process, Path home) {
        this.process = process;
        this.home = home;
    }

    /**
     * Starts it on free ports and returns when it is ready.
     *
     * @param heap as for {@code -Xmx}
     * @param folder where its home is made
     */
    static ServedArtStore start(String heap, Path folder) throws IOException {
        Path jar = Path.of(System.getProperty("artstore.jar", JAR.toString())).toAbsolutePath();
        Path home = Files.createTempDirectory(folder, "artstore-bench");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-jar",
                        jar.toString(),
                        "serve",
                        "--home",
                        home.toString(),
                        "--set",
                        "artstore.admin.http.port=0",
                        "--set",
                        "artstore.query.http.port=0",
                        "--set",
                        "artstore.storage.elements[0].id=storage_elem_01",
                        "--set",
                        "artstore.storage.elements[0].http.port=0"))
                .redirectError(home.resolve("bench-stderr.log").toFile())
                .start();
        ServedArtStore served = new ServedArtStore(process, home);
        served.awaitReady();
        return served;
    }

    private void awaitReady() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.matches()) {
                addresses.put(matcher.group(1), URI.create(matcher.group(2)));
            }
            if (line.startsWith("ArtStore is ready")) {
                return;
            }
        }
        throw new IOException("ArtStore did not start: " + Files.readString(home.resolve("bench-stderr.log")));
    }

    URI element() {
        return addresses.get("storage/storage_elem_01");
    }

    /** An access token of the first service account. */
    String token() throws IOException, InterruptedException {
        String credentials = Files.readString(home.resolve("credentials.json"));
        String request = "{\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                .formatted(member(credentials, "client_id"), member(credentials, "client_secret"));
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(addresses.get("admin").resolve("/api/v1/auth/token"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(request))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return member(answer, "access_token");
    }

    private static String member(String json, String name) throws IOException {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IOException("there is no " + name + " in the answer");
        }
        return matcher.group(1);
    }

    /** The most memory the process ever had resident, as Linux says; empty text elsewhere. */
    String peakMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024 + " MiB")
                    .findFirst()
                    .orElse("");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
