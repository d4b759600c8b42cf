package io.artstore.storage.domain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The header that names a download in any language (RFC 6266 with RFC 8187).
 *
 * <p>Old clients get an ASCII form, new ones the exact name; neither can be made to carry a second parameter or a line
 * break, whatever the name holds.
 */
public final class ContentDisposition {
    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";
    private static final String UNSAFE_IN_FALLBACK = "\"\\%/";

    private ContentDisposition() {}

    public static String attachment(String filename) {
        String shown = withoutControls(filename);
        String fallback = ascii(shown);
        String plain = "attachment; filename=\"" + fallback + "\"";
        return fallback.equals(shown) ? plain : plain + "; filename*=UTF-8''" + percentEncode(shown);
    }

    private static String withoutControls(String filename) {
        StringBuilder text = new StringBuilder(filename.length());
        filename.codePoints().map(c -> DisplayText.isDeceptive(c) ? '_' : c).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String ascii(String name) {
        StringBuilder text = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> c > '~' || UNSAFE_IN_FALLBACK.indexOf(c) >= 0 ? '_' : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String percentEncode(String name) {
        StringBuilder text = new StringBuilder(name.length() * 3);
        for (byte unit : name.getBytes(StandardCharsets.UTF_8)) {
            if (isAttributeCharacter(unit)) {
                text.append((char) unit);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", unit & 0xFF));
            }
        }
        return text.toString();
    }

    private static boolean isAttributeCharacter(byte unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || (unit > 0 && ATTRIBUTE_CHARACTERS.indexOf(unit) >= 0);
    }
}
