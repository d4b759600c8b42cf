package io.artstore.common.http.fields;

import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UUIDs in every spelling the checkpoint accepts. */
final class Uuids {
    static final UUID NIL = new UUID(0, 0);

    private static final Pattern HEX =
            Pattern.compile("([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})");
    private static final Pattern BRACES = Pattern.compile("\\{(.*)}");
    private static final int CANONICAL_LENGTH = 36;
    private static final String URN = "urn:uuid:";

    private Uuids() {}

    /** Null after a rejection. */
    static UUID parse(Slot slot, String text) {
        return isCanonical(text) ? UUID.fromString(text) : parseOther(slot, text);
    }

    /** What nearly everybody sends. */
    private static boolean isCanonical(String text) {
        if (text.length() != CANONICAL_LENGTH) {
            return false;
        }
        for (int i = 0; i < CANONICAL_LENGTH; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static UUID parseOther(Slot slot, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = BRACES.matcher(lower).replaceFirst("$1");
        Matcher matcher = HEX.matcher(bare.startsWith(URN) ? bare.substring(URN.length()) : bare);
        if (!matcher.matches()) {
            slot.reject("uuid_parsing", "must be a UUID, not " + slot.show(text));
            return null;
        }
        return UUID.fromString(matcher.replaceFirst("$1-$2-$3-$4-$5"));
    }
}
