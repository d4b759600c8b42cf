package io.artstore.storage.http;

import io.artstore.common.http.EpochMicros;
import io.artstore.storage.domain.ListPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Positions in the list of documents as opaque text. A cursor carries a digest of itself, so that a damaged or a made-up
 * one is told from a good one. It is no secret and grants nothing: whoever computes a valid one begins a page elsewhere in
 * a list he may see anyway.
 */
final class ListCursor {
    private static final int DIGEST_BYTES = 8;
    private static final int BODY_BYTES = 3 * Long.BYTES;
    private static final byte[] PURPOSE = "artstore list of files 1".getBytes(StandardCharsets.US_ASCII);

    private ListCursor() {}

    static String write(ListPosition position) {
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(EpochMicros.of(position.createdAt()))
                .putLong(position.fileId().getMostSignificantBits())
                .putLong(position.fileId().getLeastSignificantBits())
                .array();
        byte[] cursor = Arrays.copyOf(digest(body), DIGEST_BYTES + BODY_BYTES);
        System.arraycopy(body, 0, cursor, DIGEST_BYTES, BODY_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The position; the empty text is the beginning.
     *
     * @throws IllegalArgumentException for what {@link #write} never wrote
     */
    static ListPosition read(String text) {
        if (text.isEmpty()) {
            return ListPosition.BEGINNING;
        }
        byte[] cursor = decode(text);
        byte[] body = Arrays.copyOfRange(cursor, Math.min(DIGEST_BYTES, cursor.length), cursor.length);
        if (body.length != BODY_BYTES || !Arrays.equals(digest(body), Arrays.copyOf(cursor, DIGEST_BYTES))) {
            throw refused(null);
        }
        ByteBuffer values = ByteBuffer.wrap(body);
        Instant createdAt = EpochMicros.instant(values.getLong());
        return new ListPosition(createdAt, new UUID(values.getLong(), values.getLong()));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static IllegalArgumentException refused(Throwable cause) {
        return new IllegalArgumentException(
                "is not a cursor of this list; send the next_cursor of the previous page, or an empty one to begin",
                cause);
    }

    private static byte[] digest(byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(PURPOSE);
            return Arrays.copyOf(sha256.digest(body), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
