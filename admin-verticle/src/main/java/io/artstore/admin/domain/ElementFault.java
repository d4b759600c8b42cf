package io.artstore.admin.domain;

import java.util.Locale;

/** Why an element could not be asked. */
public enum ElementFault {
    /** Nobody listens at its address. */
    REFUSED(true),
    /** No connection, or no answer, in time. */
    TIMED_OUT(true),
    /** The connection broke, or was closed without an answer. */
    BROKEN(true),
    /** It answered with a server error. */
    FAILING(true),
    /** The host name of its address means nothing here. */
    UNKNOWN_HOST(false),
    /** Its certificate is not trusted, has expired or is of another host, or it does not speak TLS. */
    TLS(false),
    /** The address is one that no element may have, such as a link-local one. */
    FORBIDDEN_ADDRESS(false),
    /** It sends callers elsewhere. */
    REDIRECTS(false),
    /** What answers there is no storage element. */
    NOT_AN_ELEMENT(false),
    /** It is a storage element, and not the expected one. */
    OTHER_ELEMENT(false);

    private final boolean passing;

    ElementFault(boolean passing) {
        this.passing = passing;
    }

    /** Whether waiting may help; the others need somebody to change an address, a certificate or a machine. */
    public boolean passing() {
        return passing;
    }

    /** The spelling in JSON and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
