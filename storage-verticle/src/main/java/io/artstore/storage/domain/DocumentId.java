package io.artstore.storage.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads document ids in every spelling the checkpoint accepted: dashed, 32 digits, in braces, as URN, in any case. */
public final class DocumentId {
    private static final String DASHED = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern SPELLING =
            Pattern.compile("(?:urn:uuid:)?(" + DASHED + ")|\\{(" + DASHED + ")\\}|([0-9a-f]{32})");

    private DocumentId() {}

    /** The id a text spells, or nothing when it spells none. */
    public static Optional<UUID> parse(String text) {
        Matcher matcher = SPELLING.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (int group = 1; group <= 2; group++) {
            if (matcher.group(group) != null) {
                return Optional.of(UUID.fromString(matcher.group(group)));
            }
        }
        return Optional.of(ofDigits(matcher.group(3)));
    }

    private static UUID ofDigits(String digits) {
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }
}
