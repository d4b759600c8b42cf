package io.artstore.common.http;

import java.util.Optional;

/**
 * The token in an Authorization header (RFC 6750 section 2.1). Every request has one of a thousand characters; a regular
 * expression would cost as much as all else about it.
 */
final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final String PUNCTUATION = "-._~+/=";

    private BearerToken() {}

    /** Empty where the header is of another form. */
    static Optional<String> read(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = stripSpaces(header.substring(SCHEME.length()));
        return isToken(token) ? Optional.of(token) : Optional.empty();
    }

    private static String stripSpaces(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && text.charAt(begin) == ' ') {
            begin++;
        }
        while (begin < end && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }
}
