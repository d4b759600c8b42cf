package io.artstore.launcher.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port used last, while it is free, so that an operator's own tools find the server again; else a free one. */
final class PortChoice {

    private static final int ANY = 0;

    private final Path file;

    PortChoice(Path file) {
        this.file = file;
    }

    int choose() {
        try {
            int last = lastUsed();
            return last != ANY && isFree(last) ? last : freePort();
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "No port can be chosen for the embedded PostgreSQL (" + OwnerOnly.reason(e)
                            + "). Check that " + file + " is readable and that " + EmbeddedDatabase.HOST
                            + " has a free port.",
                    e);
        }
    }

    void remember(int port) {
        try {
            if (lastUsed() != port) {
                OwnerOnly.write(file, port + "\n");
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The port cannot be noted in " + file + " (" + OwnerOnly.reason(e)
                            + "). Check the permissions and the free space of its folder.",
                    e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private int lastUsed() throws IOException {
        if (!Files.exists(file)) {
            return ANY;
        }
        String text = Files.readString(file).strip();
        boolean port = text.matches("\\d{1,5}") && Integer.parseInt(text) <= 0xFFFF;
        return port ? Integer.parseInt(text) : ANY;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = bind(ANY)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(EmbeddedDatabase.HOST));
    }
}
