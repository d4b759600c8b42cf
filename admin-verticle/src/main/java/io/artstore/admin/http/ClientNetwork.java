package io.artstore.admin.http;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What counts as one client: an IPv4 address, or an IPv6 network of 64 bits, of which one customer has all addresses. */
final class ClientNetwork {
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    static String of(SocketAddress remote) {
        String host = remote == null ? null : remote.hostAddress();
        if (host == null) {
            return "unknown";
        }
        try {
            // An address, so no name is looked up.
            byte[] address = InetAddress.getByName(host).getAddress();
            return address.length == IPV6_BYTES ? network(address) : host;
        } catch (UnknownHostException e) {
            return host;
        }
    }

    private static String network(byte[] address) throws UnknownHostException {
        byte[] network = Arrays.copyOf(Arrays.copyOf(address, NETWORK_BYTES), IPV6_BYTES);
        return InetAddress.getByAddress(network).getHostAddress() + "/64";
    }
}
