package io.artstore.storage.domain;

/** Which characters must not reach a file name, a header or a terminal as they are. */
final class DisplayText {
    private DisplayText() {}

    /** Controls, line and paragraph separators, halves of surrogate pairs, and what turns the direction of text. */
    static boolean isDeceptive(int codePoint) {
        return Character.isISOControl(codePoint)
                || Text.isSurrogate(codePoint)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || turnsDirection(codePoint);
    }

    private static boolean turnsDirection(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
