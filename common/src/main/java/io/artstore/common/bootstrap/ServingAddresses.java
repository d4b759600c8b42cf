package io.artstore.common.bootstrap;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The base addresses the process listens on, by the name of the listener. Thread-safe.
 *
 * <p>Addresses are what a client on this machine would use: a wildcard binding shows as the loopback address.
 */
public final class ServingAddresses {
    private final Map<String, URI> addresses = new ConcurrentSkipListMap<>();

    public void report(String listener, URI baseAddress) {
        addresses.put(listener, baseAddress);
    }

    /** Nothing listens there any more, and nothing of that name will. */
    public void withdraw(String listener) {
        addresses.remove(listener);
    }

    /** Listener name to base address, ordered by name; a live view. */
    public Map<String, URI> all() {
        return Collections.unmodifiableMap(addresses);
    }

    /** The address of a listener that is known to be up. */
    public URI of(String listener) {
        URI address = addresses.get(listener);
        if (address == null) {
            throw new IllegalStateException(
                    "nothing named '" + listener + "' listens; listening: " + addresses.keySet());
        }
        return address;
    }
}
