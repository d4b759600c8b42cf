package io.artstore.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@link BareFileServer} in a process of its own, as ArtStore is. */
final class BareServer implements AutoCloseable {
    private final Process process;
    private final URI address;

    BareServer(Path folder, String heap) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                BareFileServer.class.getName(),
                folder.toString());
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            address = URI.create("http://127.0.0.1:" + output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
