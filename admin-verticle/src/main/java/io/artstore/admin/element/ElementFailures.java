package io.artstore.admin.element;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementFault;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** The one table between what a connection failed with and what is told about the element. */
final class ElementFailures {
    private static final int MAX_REASON = 200;
    private static final int MAX_CAUSES = 10;

    private ElementFailures() {}

    static ElementFailure of(ElementAddress address, Throwable failure) {
        if (failure instanceof ElementFailure known) {
            return known;
        }
        if (has(failure, SSLException.class) || has(failure, CertificateException.class)) {
            return new ElementFailure(
                    ElementFault.TLS,
                    address + " cannot be trusted over TLS (" + reason(failure)
                            + "); its certificate must be of that host and of an authority that this JVM trusts");
        }
        if (has(failure, UnknownHostException.class)) {
            return new ElementFailure(
                    ElementFault.UNKNOWN_HOST, "the host of " + address + " is not known here; correct the address");
        }
        if (has(failure, TimeoutException.class) || has(failure, ConnectTimeoutException.class)) {
            return new ElementFailure(ElementFault.TIMED_OUT, address + " did not answer in time");
        }
        if (has(failure, ConnectException.class)) {
            return new ElementFailure(
                    ElementFault.REFUSED,
                    address + " refuses connections; is the element running, and is this its port?");
        }
        // What netty's decoder says of bytes that are no HTTP.
        if (has(failure, IllegalArgumentException.class) || has(failure, TooLongFrameException.class)) {
            return notAnElement(address, "does not speak HTTP as an element does");
        }
        return new ElementFailure(
                ElementFault.BROKEN, "the connection to " + address + " ended without an answer; does it speak TLS?");
    }

    static ElementFailure notAnElement(ElementAddress address, String why) {
        return new ElementFailure(
                ElementFault.NOT_AN_ELEMENT, address + " is not a storage element of ArtStore: it " + why);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }

    /** The innermost message says what is wrong with the certificate. */
    private static String reason(Throwable failure) {
        String text = causes(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce("no reason given", (outer, inner) -> inner);
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
    }
}
