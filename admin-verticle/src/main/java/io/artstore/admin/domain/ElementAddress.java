package io.artstore.admin.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Where an element's HTTP interface is: an absolute {@code http} or {@code https} address without a slash at its end,
 * host and scheme in lower case, so that one place has one spelling.
 */
public record ElementAddress(String url) {
    /** As long as the column. */
    public static final int MAX_LENGTH = 255;

    private static final int MAX_PORT = 65_535;

    public ElementAddress {
        Objects.requireNonNull(url, "url");
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static ElementAddress parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        URI uri = uri(text.strip());
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("must name a host, and a port of 1 to 65535 if any");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must have no user, query or fragment; paths are appended to it");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.normalize().getRawPath().replaceAll("/+$", "");
        return new ElementAddress(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not an address; write for example http://storage-1:8010", e);
        }
    }

    @Override
    public String toString() {
        return url;
    }
}
