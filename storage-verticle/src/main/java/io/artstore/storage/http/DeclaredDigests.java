package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 digests that a request declares in {@code Content-Digest} and {@code Repr-Digest} (RFC 9530). For a body
 * without coding both mean the same. Digests by other algorithms are left unread, as the RFC wants it.
 */
final class DeclaredDigests {
    private static final List<String> HEADERS = List.of("Content-Digest", "Repr-Digest");
    private static final Pattern SHA256 = Pattern.compile("\\s*sha-256\\s*(?:=(.*))?");
    /** A byte sequence of 32 bytes (RFC 8941 section 3.3.5), and whatever parameters follow it. */
    private static final Pattern BYTES = Pattern.compile("\\s*:([A-Za-z0-9+/]{43}=?):\\s*(?:;.*)?");

    private DeclaredDigests() {}

    /** In lower-case hexadecimal digits; throws 400 where one cannot be read. */
    static List<String> of(MultiMap headers) {
        List<String> digests = new ArrayList<>();
        for (String header : HEADERS) {
            for (String line : headers.getAll(header)) {
                read(header, line, digests);
            }
        }
        return digests;
    }

    private static void read(String header, String line, List<String> digests) {
        for (String member : line.split(",", -1)) {
            Matcher sha256 = SHA256.matcher(member);
            if (sha256.matches()) {
                digests.add(decode(header, member, String.valueOf(sha256.group(1))));
            }
        }
    }

    private static String decode(String header, String member, String value) {
        Matcher bytes = BYTES.matcher(value);
        if (!bytes.matches()) {
            throw new ServiceException(
                    ErrorCode.MALFORMED_REQUEST,
                    header + " has '" + member.strip() + "'; write the digest as sha-256=:<44 characters of Base64>:");
        }
        return HexFormat.of().formatHex(Base64.getDecoder().decode(bytes.group(1)));
    }
}
