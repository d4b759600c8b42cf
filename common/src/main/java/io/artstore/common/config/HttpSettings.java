package io.artstore.common.config;

import java.net.URI;
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

    /** Where a client on this machine reaches the listener on its configured port. */
    public URI localAddress() {
        return localAddress(port);
    }

    /** Where a client on this machine reaches the listener; one on every address is reached on the machine's own. */
    public URI localAddress(int boundPort) {
        return URI.create(scheme() + "://" + reachableHost() + ":" + boundPort);
    }

    private String reachableHost() {
        if (host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]")) {
            return "127.0.0.1";
        }
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
