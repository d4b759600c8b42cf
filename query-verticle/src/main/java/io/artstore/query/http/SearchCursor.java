package io.artstore.query.http;

import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Positions as opaque text. A cursor carries a digest of itself and of the search it was given for, so that it continues
 * that search only and a damaged one is told from a good one. It is no secret and grants nothing: whoever makes up a
 * valid one begins a page elsewhere in results they may see anyway.
 */
final class SearchCursor {
    private static final int DIGEST_BYTES = 16;
    private static final String REFUSED =
            "is not a cursor of this search; send the next_cursor of its previous page, and query, filters, mode and "
                    + "order as they were";

    private SearchCursor() {}

    static String write(SearchQuery query, SearchPosition position) {
        byte[] body = PositionBytes.write(position);
        byte[] digest = digest(query, body);
        byte[] cursor = Arrays.copyOf(digest, DIGEST_BYTES + body.length);
        System.arraycopy(body, 0, cursor, DIGEST_BYTES, body.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The position a search goes on after.
     *
     * @throws IllegalArgumentException when the text is no cursor that this search was given
     */
    static SearchPosition read(SearchQuery query, String text) {
        byte[] cursor = decode(text);
        byte[] body = Arrays.copyOfRange(cursor, Math.min(DIGEST_BYTES, cursor.length), cursor.length);
        if (!Arrays.equals(digest(query, body), Arrays.copyOf(cursor, DIGEST_BYTES))) {
            throw new IllegalArgumentException(REFUSED);
        }
        SearchPosition position = position(body);
        if (!position.key().fits(query) || position.candidates().isPresent() != query.ranked()) {
            throw new IllegalArgumentException(REFUSED);
        }
        return position;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(REFUSED, e);
        }
    }

    private static SearchPosition position(byte[] body) {
        try {
            return PositionBytes.read(body);
        } catch (IOException e) {
            throw new IllegalArgumentException(REFUSED, e);
        }
    }

    /** Of the criteria as the records word them, which covers every criterion, those added later too. */
    private static byte[] digest(SearchQuery query, byte[] body) {
        String criteria = List.of(query.text(), query.filters(), query.mode(), query.sortBy(), query.sortOrder())
                .toString();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(criteria.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha256.digest(body), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
