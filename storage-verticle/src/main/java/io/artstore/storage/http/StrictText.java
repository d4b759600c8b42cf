package io.artstore.storage.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes as text, or not at all: an archive does not keep names and texts with replacement characters where something else
 * was sent.
 */
final class StrictText {
    private StrictText() {}

    static Optional<String> ofUtf8(byte[] bytes) {
        return of(bytes, StandardCharsets.UTF_8);
    }

    /** Nothing where the bytes are no text in that charset. */
    static Optional<String> of(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
