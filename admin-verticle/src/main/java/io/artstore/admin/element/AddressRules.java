package io.artstore.admin.element;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementFault;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Which machines are never asked, whoever names them: link-local addresses, where clouds keep the credentials of a machine,
 * and addresses of more than one or of no machine. Private networks and this machine are where elements live.
 */
final class AddressRules {
    private AddressRules() {}

    /** Before connecting, where the address names a number; a name is judged by where it led. */
    static void requireAllowed(ElementAddress address) {
        String host = URI.create(address.url()).getHost();
        requireAllowed(address, host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    /** Of a connection, before anything is sent on it. */
    static void requireAllowed(ElementAddress address, SocketAddress remote) {
        if (remote != null && remote.hostAddress() != null) {
            requireAllowed(address, remote.hostAddress());
        }
    }

    private static void requireAllowed(ElementAddress address, String host) {
        String number = host.replaceFirst("%.*", "");
        boolean literal = NetUtil.isValidIpV4Address(number) || NetUtil.isValidIpV6Address(number);
        if (literal && isForbidden(number)) {
            throw new ElementFailure(
                    ElementFault.FORBIDDEN_ADDRESS,
                    address + " leads to " + number + ", which is no address of a storage element");
        }
    }

    private static boolean isForbidden(String number) {
        try {
            InetAddress address = InetAddress.getByName(number);
            return address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
