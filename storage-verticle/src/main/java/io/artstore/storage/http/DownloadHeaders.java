package io.artstore.storage.http;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.ByteRanges.Parts;
import io.artstore.storage.domain.ContentDisposition;
import io.artstore.storage.domain.EntityTags;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/** The headers of the answer to a download. */
final class DownloadHeaders {
    private static final Pattern HEADER_SAFE = Pattern.compile("[ -~]+");
    private static final String OPAQUE = "application/octet-stream";

    private final HttpServerRequest request;
    private final AttributeDocument document;

    DownloadHeaders(HttpServerRequest request, AttributeDocument document) {
        this.request = request;
        this.document = document;
    }

    /** What caches need, also in 304. Documents never change, but the right to read them may. */
    void validators() {
        request.response()
                .putHeader(HttpHeaders.ETAG, EntityTags.ofContent(document))
                .putHeader(HttpHeaders.LAST_MODIFIED, HttpDates.format(document.createdAt()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    /** All that is said of the document; its length depends on the part that is sent. */
    void representation() {
        validators();
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType())
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader("Content-Disposition", ContentDisposition.attachment(document.originalFilename()));
        ReprDigest.answer(request, document);
    }

    /** Makes the answer one of several parts; what is said of the document itself stays true. */
    MultipartByteRanges parts(Parts several) {
        MultipartByteRanges parts = new MultipartByteRanges(contentType(), document.sizeBytes(), several.parts());
        request.response().setStatusCode(206).putHeader(HttpHeaders.CONTENT_TYPE, parts.contentType());
        return parts;
    }

    /** The declared type was never checked; texts without a charset are UTF-8, as the checkpoint said. */
    private String contentType() {
        String declared = document.contentType();
        if (!HEADER_SAFE.matcher(declared).matches()) {
            return OPAQUE;
        }
        boolean text = declared.startsWith("text/")
                && !declared.toLowerCase(Locale.ROOT).contains("charset=");
        return text ? declared + "; charset=utf-8" : declared;
    }
}
