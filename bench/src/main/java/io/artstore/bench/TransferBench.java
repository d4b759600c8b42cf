package io.artstore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many large documents at once, in and out of a server with a small heap. */
final class TransferBench {
    private static final long MIB = 1024 * 1024;
    private static final int PIECE = 128 * 1024;

    private final URI element;
    private final String authorization;
    private final long sizeBytes;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TransferBench(URI element, String token, long sizeBytes) {
        this.element = element;
        this.authorization = "Bearer " + token;
        this.sizeBytes = sizeBytes;
    }

    /** A document as it was sent. */
    private record Sent(UUID id, String sha256) {}

    static void run(Options options) throws Exception {
        int clients = options.number("clients", 16);
        long size = options.number("size-mib", 1024) * MIB;
        String heap = options.text("heap", "256m");
        Path folder = Path.of(options.text("dir", "."));
        requireRoom(folder, clients * size);
        try (ServedArtStore served = ServedArtStore.start(heap, folder)) {
            System.out.printf(
                    "%d clients, %d MiB each, server with -Xmx%s; its peak memory after the start %s%n",
                    clients, size / MIB, heap, served.peakMemory());
            ExecutorService threads = Executors.newFixedThreadPool(clients);
            try {
                long begun = System.nanoTime();
                TransferBench uploading = new TransferBench(served.element(), served.token(), size);
                List<Sent> sent = all(threads, uploads(uploading, clients));
                report("uploads", begun, clients * size, served);
                // The first token may have expired meanwhile.
                TransferBench downloading = new TransferBench(served.element(), served.token(), size);
                begun = System.nanoTime();
                all(threads, sent.stream().map(downloading::downloading).toList());
                report("downloads", begun, clients * size, served);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void requireRoom(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes + bytes / 4) {
            throw new IOException("there are " + free / MIB + " MiB free in " + folder.toAbsolutePath() + ", and "
                    + bytes / MIB + " are written; choose another place by --dir, or less by --clients and --size-mib");
        }
    }

    private static List<Callable<Sent>> uploads(TransferBench bench, int clients) {
        List<Callable<Sent>> uploads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            long seed = client + 1;
            uploads.add(() -> bench.upload(seed));
        }
        return uploads;
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> done : threads.invokeAll(tasks)) {
            results.add(done.get());
        }
        return results;
    }

    private static void report(String what, long begun, long bytes, ServedArtStore served) throws IOException {
        double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
        System.out.printf(
                "%-10s %8.1f s %8.1f MiB/s   peak memory of the server %s%n",
                what, seconds, bytes / (double) MIB / seconds, served.peakMemory());
    }

    private Sent upload(long seed) throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        MessageDigest digest = sha256();
        HttpRequest request = request("/api/v1/files/" + id + "?filename=bench-" + seed + ".bin")
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(
                                () -> new DigestInputStream(new PseudoRandomStream(seed, sizeBytes), digest)),
                        sizeBytes))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (response.statusCode() != 201 || !response.body().contains(sha256)) {
            throw new IOException(
                    "an upload of " + sha256 + " was answered with " + response.statusCode() + " " + response.body());
        }
        return new Sent(id, sha256);
    }

    private Callable<Void> downloading(Sent sent) {
        return () -> {
            download(sent);
            return null;
        };
    }

    private void download(Sent sent) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                request("/api/v1/files/" + sent.id() + "/download").GET().build(), BodyHandlers.ofInputStream());
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        try (InputStream body = response.body()) {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        String received = HexFormat.of().formatHex(digest.digest());
        if (response.statusCode() != 200 || !received.equals(sent.sha256())) {
            throw new IOException("a download was answered with " + response.statusCode() + " and " + received
                    + " instead of " + sent.sha256());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(element.resolve(path)).header("Authorization", authorization);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
