package io.artstore.bench;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long after the answer to its upload a document can be found. */
@Command(name = "lag", description = "Uploads at full speed; the time from each 201 to the document being found.")
final class LagBench implements Callable<Integer> {
    private static final int SIZE = 10_000;
    private static final int SEEKERS = 4;

    @Mixin
    private ServerOptions options;

    @Option(names = "--uploads", description = "How many documents.", defaultValue = "1000")
    private int uploads;

    @Option(names = "--clients", description = "Uploads at once.", defaultValue = "8")
    private int clients;

    private final BlockingQueue<Acknowledged> sought = new LinkedBlockingQueue<>();
    private final Latencies upload = new Latencies();
    private final Latencies lag = new Latencies();

    private record Acknowledged(UUID id, long atNanos) {}

    @Override
    public Integer call() {
        try (Server server = options.start()) {
            Client client = Client.of(server);
            run(server, client, Math.min(uploads, 200));
            Latencies warmUp = lag;
            System.out.println("warm-up, found:  " + warmUp);
            LagBench measured = new LagBench();
            measured.clients = clients;
            double perSecond = measured.run(server, client, uploads);
            System.out.println("uploads:         " + measured.upload);
            System.out.println("until found:     " + measured.lag);
            System.out.printf("uploads per second: %.0f, %d clients, %d bytes each%n", perSecond, clients, SIZE);
            return measured.lag.count() == uploads ? 0 : 1;
        }
    }

    private double run(Server server, Client client, int count) {
        AtomicInteger left = new AtomicInteger(count);
        AtomicBoolean uploaded = new AtomicBoolean();
        long begin = System.nanoTime();
        Thread seeking = new Thread(() -> Workers.run(SEEKERS, seeker -> seek(server, client, uploaded)));
        seeking.start();
        Workers.run(clients, one -> uploadAll(server, client, left));
        double perSecond = count / ((System.nanoTime() - begin) / 1e9);
        uploaded.set(true);
        try {
            seeking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return perSecond;
    }

    private void uploadAll(Server server, Client client, AtomicInteger left) {
        byte[] content = new byte[SIZE];
        while (left.getAndDecrement() > 0) {
            UUID id = UUID.randomUUID();
            URI address = server.storage().resolve("/api/v1/files/" + id + "?filename=report.bin");
            long begin = System.nanoTime();
            client.put(address, BodyPublishers.ofByteArray(content));
            long end = System.nanoTime();
            upload.add(end - begin);
            sought.add(new Acknowledged(id, end));
        }
    }

    private void seek(Server server, Client client, AtomicBoolean uploaded) {
        for (Optional<Acknowledged> next = next(); next.isPresent() || !uploaded.get(); next = next()) {
            next.ifPresent(document -> {
                URI address = server.query().resolve("/api/search/" + document.id());
                while (client.status(address) != 200) {
                    Thread.onSpinWait();
                }
                lag.add(System.nanoTime() - document.atNanos());
            });
        }
    }

    private Optional<Acknowledged> next() {
        try {
            return Optional.ofNullable(sought.poll(10, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
