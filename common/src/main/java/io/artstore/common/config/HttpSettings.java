package io.artstore.common.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP listener with everything it needs to run.
 *
 * @param port 0 takes a free port
 * @param corsOrigins exact origins, or the single entry {@code *}
 * @param maxBodyBytes the largest body of a request that is not an upload
 */
public record HttpSettings(
        String host,
        int port,
        Optional<TlsFiles> tls,
        List<String> corsOrigins,
        Duration idleTimeout,
        long maxBodyBytes,
        Duration drainTimeout) {

    /** PEM files: certificate chain and private key. */
    public record TlsFiles(Path certificate, Path key) {}

    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }

    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
