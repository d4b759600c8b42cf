package io.artstore.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Small documents: durable uploads beside the disk, downloads beside a bare server. */
@Command(name = "throughput", description = "Uploads of 10 KiB beside the disk's floor, downloads beside sendFile.")
final class ThroughputBench implements Callable<Integer> {
    private static final int SIZE = 10 * 1024;
    private static final int WARMING_CLIENTS = 32;
    /** As many are read here as there. */
    private static final int READ_DOCUMENTS = 1_000;

    @Mixin
    private ServerOptions options;

    @Option(names = "--seconds", description = "How long each part lasts.", defaultValue = "10")
    private int seconds;

    @Option(
            names = "--warm-up",
            description = "Seconds of uploads, and of downloads, before they are measured.",
            defaultValue = "60")
    private int warmUp;

    @Option(
            names = "--clients",
            description = "How many upload at once, one part each; 0 measures downloads alone.",
            split = ",",
            defaultValue = "1,8,32")
    private List<Integer> clientCounts;

    @Option(
            names = "--connections",
            description = "How many download at once; 0 measures uploads alone.",
            defaultValue = "64")
    private int connections;

    private final Queue<String> stored = new ConcurrentLinkedQueue<>();

    @Override
    public Integer call() {
        try (Server server = options.start("artstore.http.account-rate-limits=none")) {
            Client client = Client.of(server);
            if (clientCounts.equals(List.of(0))) {
                perSecond(WARMING_CLIENTS, 1, one -> uploader(server, client), new Latencies());
            } else {
                perSecond(WARMING_CLIENTS, warmUp, one -> uploader(server, client), new Latencies());
                clientCounts.forEach(clients -> uploads(server, client, clients));
            }
            if (connections > 0) {
                downloads(server, client);
            }
        }
        return 0;
    }

    private void uploads(Server server, Client client, int clients) {
        DiskFloor disk = new DiskFloor(server.home().resolve("floor"), SIZE);
        double before = perSecond(clients, one -> new Operation(disk::store, () -> {}), new Latencies());
        Latencies times = new Latencies();
        double uploads = perSecond(clients, one -> uploader(server, client), times);
        double after = perSecond(clients, one -> new Operation(disk::store, () -> {}), new Latencies());
        System.out.printf(
                "uploads, %2d clients: %6.0f/s  p50 %.1f ms  p99 %.1f ms   floor %.0f and %.0f/s   share %.0f %%%n",
                clients,
                uploads,
                times.millis(0.5),
                times.millis(0.99),
                before,
                after,
                200 * uploads / (before + after));
    }

    private void downloads(Server server, Client client) {
        Path folder = bareFiles(server.home().resolve("bare"));
        List<String> documents = stored.stream().limit(READ_DOCUMENTS).toList();
        try (BareServer bare = new BareServer(folder, options.heap())) {
            IntFunction<Operation> fromBare =
                    one -> getter(bare.address(), random -> "/" + random.nextInt(READ_DOCUMENTS), "");
            IntFunction<Operation> fromElement = one -> getter(
                    server.storage(),
                    random -> "/api/v1/files/" + documents.get(random.nextInt(documents.size())) + "/download",
                    "Authorization: " + client.bearer() + "\r\n");
            perSecond(connections, warmUp, fromElement, new Latencies());
            double before = perSecond(connections, fromBare, new Latencies());
            Latencies times = new Latencies();
            double downloads = perSecond(connections, fromElement, times);
            double after = perSecond(connections, fromBare, new Latencies());
            System.out.printf(
                    "downloads, %d connections: %.0f/s  p50 %.1f ms  p99 %.1f ms   bare sendFile %.0f and %.0f/s   share %.0f %%%n",
                    connections,
                    downloads,
                    times.millis(0.5),
                    times.millis(0.99),
                    before,
                    after,
                    200 * downloads / (before + after));
        }
    }

    /** What a client does again and again, and what it leaves behind at the end. */
    private record Operation(Runnable once, Runnable end) {}

    private Operation uploader(Server server, Client client) {
        Connection connection = new Connection(server.storage());
        byte[] content = document();
        return new Operation(
                () -> {
                    String id = UUID.randomUUID().toString();
                    connection.exchange(put(id, client, content), 201);
                    stored.add(id);
                },
                connection::close);
    }

    /** Begins as a PDF does; its kind is told from the bytes. */
    private static byte[] document() {
        byte[] content = new byte[SIZE];
        new Random().nextBytes(content);
        byte[] signature = "%PDF-1.7\n".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(signature, 0, content, 0, signature.length);
        return content;
    }

    private static byte[] put(String id, Client client, byte[] content) {
        String head = "PUT /api/v1/files/" + id + "?filename=report.pdf HTTP/1.1\r\nHost: bench\r\nAuthorization: "
                + client.bearer() + "\r\nContent-Type: application/pdf\r\nContent-Length: " + content.length
                + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + content.length);
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(content);
        return request.toByteArray();
    }

    private static Operation getter(URI server, Function<Random, String> path, String headers) {
        Connection connection = new Connection(server);
        Random random = new Random();
        return new Operation(
                () -> connection.exchange(
                        ("GET " + path.apply(random) + " HTTP/1.1\r\nHost: bench\r\n" + headers + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1),
                        200),
                connection::close);
    }

    private double perSecond(int clients, IntFunction<Operation> client, Latencies times) {
        return perSecond(clients, seconds, client, times);
    }

    private static double perSecond(int clients, int seconds, IntFunction<Operation> client, Latencies times) {
        int before = times.count();
        long begin = System.nanoTime();
        Workers.run(clients, one -> {
            Operation operation = client.apply(one);
            while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
                long start = System.nanoTime();
                operation.once().run();
                times.add(System.nanoTime() - start);
            }
            operation.end().run();
        });
        return (times.count() - before) / ((System.nanoTime() - begin) / 1e9);
    }

    private static Path bareFiles(Path folder) {
        try {
            Files.createDirectories(folder);
            for (int i : IntStream.range(0, READ_DOCUMENTS).toArray()) {
                Files.write(folder.resolve(Integer.toString(i)), new byte[SIZE]);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
