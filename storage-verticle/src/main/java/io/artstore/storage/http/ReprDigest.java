package io.artstore.storage.http;

import io.artstore.storage.domain.AttributeDocument;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The digest of a whole document in answers (RFC 9530), whatever part of it an answer holds: with a download that of what
 * is downloaded, with an upload that of what was stored.
 *
 * <p>It is known anyway, so it is sent without being asked for; only a caller who gives SHA-256 the weight 0 in
 * {@code Want-Repr-Digest} does not get it. Other algorithms are never computed, however much they are wanted.
 */
final class ReprDigest {
    static final String HEADER = "Repr-Digest";

    private static final String WANT = "Want-Repr-Digest";
    private static final Pattern UNWANTED = Pattern.compile("(?:.*,)?\\s*sha-256\\s*=\\s*0\\s*(?:[;,].*)?");

    private ReprDigest() {}

    static String of(AttributeDocument document) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(document.sha256())) + ":";
    }

    /** Adds it to the answer, unless the caller does not want it. */
    static void answer(HttpServerRequest request, AttributeDocument document) {
        if (isWanted(request.headers())) {
            request.response().putHeader(HEADER, of(document));
        }
    }

    static boolean isWanted(MultiMap headers) {
        return headers.getAll(WANT).stream()
                .noneMatch(line -> UNWANTED.matcher(line).matches());
    }
}
