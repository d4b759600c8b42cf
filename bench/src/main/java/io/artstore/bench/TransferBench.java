package io.artstore.bench;

import io.artstore.common.config.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Large documents at once, up and down, with every byte compared by digest and the server's memory watched. */
@Command(name = "transfer", description = "Large uploads and downloads at once; rates and the server's peak memory.")
final class TransferBench implements Callable<Integer> {
    @Mixin
    private ServerOptions options;

    @Option(names = "--files", description = "How many at once.", defaultValue = "16")
    private int files;

    @Option(names = "--size", description = "Of each, such as 1GB (2^30 bytes).", defaultValue = "1GB")
    private String size;

    @Option(names = "--through-query", description = "Download through the query module.")
    private boolean throughQuery;

    @Override
    public Integer call() {
        long bytes = DataSize.parse(size).bytes();
        try (Server server = options.start("artstore.storage.elements[0].quota=1000GB")) {
            Client client = Client.of(server);
            List<UUID> ids = Stream.generate(UUID::randomUUID).limit(files).toList();
            String[] digests = new String[files];
            report(
                    "uploads",
                    bytes,
                    server,
                    file -> digests[file] = upload(server, client, ids.get(file), file, bytes));
            if (throughQuery) {
                ids.forEach(id -> awaitIndexed(server, client, id));
            }
            report(throughQuery ? "downloads through query" : "downloads", bytes, server, file -> {
                String received = download(server, client, ids.get(file));
                if (!received.equals(digests[file])) {
                    throw new IllegalStateException("document " + ids.get(file) + " came back as other bytes");
                }
            });
            System.out.printf("every SHA-256 equal, with -Xmx%s%n", options.heap());
        }
        return 0;
    }

    private void report(String what, long bytes, Server server, IntConsumer work) {
        long begin = System.nanoTime();
        Workers.run(files, work);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%s: %d of %s at once in %.1f s, %.0f MB/s, server's peak memory %d MB%n",
                what, files, size, seconds, files * (bytes / 1e6) / seconds, server.peakMemoryBytes() / 1_000_000);
    }

    /** Returns the digest the element stored. */
    private static String upload(Server server, Client client, UUID id, int seed, long bytes) {
        URI address = server.storage().resolve("/api/v1/files/" + id + "?filename=large-" + seed + ".bin");
        return client.put(address, BodyPublishers.ofInputStream(() -> new PatternStream(seed, bytes)))
                .getString("checksum");
    }

    /** Query knows a document a moment after it was stored. */
    private static void awaitIndexed(Server server, Client client, UUID id) {
        long begin = System.nanoTime();
        while (client.status(server.query().resolve("/api/search/" + id)) != 200) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(10)) {
                throw new IllegalStateException("document " + id + " is not found ten seconds after it was stored");
            }
            Thread.onSpinWait();
        }
    }

    private String download(Server server, Client client, UUID id) {
        URI address = throughQuery
                ? server.query().resolve("/api/download/" + id)
                : server.storage().resolve("/api/v1/files/" + id + "/download");
        try (InputStream content = client.get(address, BodyHandlers.ofInputStream())) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
