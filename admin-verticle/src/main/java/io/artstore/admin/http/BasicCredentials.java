package io.artstore.admin.http;

import io.artstore.admin.service.OAuthErrors;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP Basic with the twist of RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined. */
final class BasicCredentials {
    private static final Pattern BASIC = Pattern.compile("basic +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private BasicCredentials() {}

    /**
     * The credentials of an Authorization header, empty where it is absent or of another scheme.
     *
     * @throws io.artstore.common.error.ServiceException {@code INVALID_CLIENT} where it is Basic and unreadable
     */
    static Optional<ClientCredentials> of(String authorization) {
        Matcher matcher = BASIC.matcher(authorization);
        return matcher.matches() ? Optional.of(read(matcher.group(1))) : Optional.empty();
    }

    private static ClientCredentials read(String encoded) {
        try {
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new ClientCredentials(
                        formDecoded(pair.substring(0, colon)), formDecoded(pair.substring(colon + 1)));
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw OAuthErrors.invalidClient();
        }
        throw OAuthErrors.invalidClient();
    }

    /** Many clients forget the encoding; a percent sign that begins no escape gives them away. */
    private static String formDecoded(String text) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            decoded = text;
        }
        if (decoded.indexOf('\0') >= 0) {
            throw OAuthErrors.invalidClient();
        }
        return decoded;
    }
}
