package io.artstore.bench;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Client-credentials grants per second of a warm account, as a share of the RSA signatures this machine can make. */
@Command(name = "grants", description = "Token grants per second against the floor of RSA-2048 signatures.")
final class GrantsBench implements Callable<Integer> {
    @Mixin
    private ServerOptions options;

    @Option(names = "--seconds", description = "How long each part lasts.", defaultValue = "10")
    private int seconds;

    @Option(names = "--warm-up", description = "Seconds of grants before anything is measured.", defaultValue = "60")
    private int warmUp;

    @Option(names = "--clients", description = "Connections at once.", defaultValue = "32")
    private int clients;

    @Override
    public Integer call() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (Server server = options.start()) {
            byte[] request = request(server);
            perSecond(clients, () -> grants(server.admin(), request, warmUp));
            // Floor, grants, floor: what the machine does besides shows as a difference between the floors.
            double before = perSecond(cores, this::signatures);
            double grants = perSecond(clients, () -> grants(server.admin(), request, seconds));
            double after = perSecond(cores, this::signatures);
            double floor = (before + after) / 2;
            System.out.printf("floor: %.0f and %.0f RSA-2048 signatures/s on %d threads%n", before, after, cores);
            System.out.printf("grants: %.0f/s from %d connections%n", grants, clients);
            System.out.printf("share of the floor: %.0f %%%n", 100 * grants / floor);
        }
        return 0;
    }

    private static byte[] request(Server server) {
        JsonObject credentials = Client.credentials(server);
        String body = new JsonObject()
                .put("client_id", credentials.getString("client_id"))
                .put("client_secret", credentials.getString("client_secret"))
                .encode();
        String head =
                "POST /api/v1/auth/token HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private double perSecond(int threads, LongSupplier untilOver) {
        AtomicLong total = new AtomicLong();
        long begin = System.nanoTime();
        Workers.run(threads, client -> total.addAndGet(untilOver.getAsLong()));
        return total.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private static boolean over(long begin, int seconds) {
        return System.nanoTime() - begin > seconds * 1_000_000_000L;
    }

    private long signatures() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            PrivateKey key = generator.generateKeyPair().getPrivate();
            byte[] claims = new byte[600];
            long made = 0;
            for (long begin = System.nanoTime(); !over(begin, seconds); made++) {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(claims);
                signature.sign();
            }
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long grants(URI admin, byte[] request, int seconds) {
        try (Connection connection = new Connection(admin)) {
            long granted = 0;
            for (long begin = System.nanoTime(); !over(begin, seconds); granted++) {
                connection.exchange(request, 200);
            }
            return granted;
        }
    }
}
