package io.artstore.query.element;

import io.artstore.query.domain.ColumnLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What may stand where an element's address is expected. */
public final class ElementUrls {
    private ElementUrls() {}

    /** Whether it is an absolute {@code http} or {@code https} address with a host, short enough for the index. */
    public static boolean valid(String url) {
        if (url == null || !ColumnLimits.fits(url, ColumnLimits.ELEMENT_URL)) {
            return false;
        }
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Where an element of that address serves a document's content. */
    static String download(String baseUrl, String fileId) {
        String segment = URLEncoder.encode(fileId, StandardCharsets.UTF_8).replace("+", "%20");
        return base(baseUrl) + "/api/v1/files/" + segment + "/download";
    }

    /** The address without a slash at its end, so that paths can be appended. */
    static String base(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
