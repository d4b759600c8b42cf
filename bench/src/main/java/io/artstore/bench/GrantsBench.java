package io.artstore.bench;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
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

    @Option(names = "--clients", description = "Connections at once.", defaultValue = "32")
    private int clients;

    @Override
    public Integer call() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (Server server = options.start()) {
            byte[] request = request(server);
            perSecond(clients, () -> grants(server.admin(), request));
            // Floor, grants, floor: what the machine does besides shows as a difference between the floors.
            double before = perSecond(cores, this::signatures);
            double grants = perSecond(clients, () -> grants(server.admin(), request));
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

    private boolean over(long begin) {
        return System.nanoTime() - begin > seconds * 1_000_000_000L;
    }

    private long signatures() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            PrivateKey key = generator.generateKeyPair().getPrivate();
            byte[] claims = new byte[600];
            long made = 0;
            for (long begin = System.nanoTime(); !over(begin); made++) {
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

    /** A socket of its own and a request made before: the client costs the cores as little as possible. */
    private long grants(URI admin, byte[] request) {
        try (Socket socket = new Socket(admin.getHost(), admin.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 8_192));
            long granted = 0;
            for (long begin = System.nanoTime(); !over(begin); granted++) {
                out.write(request);
                readAnswer(in);
            }
            return granted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readAnswer(DataInputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 200 ")) {
            throw new IOException("the token endpoint answered " + status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.readFully(new byte[length]);
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
