package io.artstore.storage.domain;

import java.nio.charset.StandardCharsets;

/** Measures and cuts text the way databases and file systems count it: in code points and in UTF-8 bytes. */
public final class Text {
    private Text() {}

    public static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    public static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest beginning that has at most so many code points and so many UTF-8 bytes. */
    static String cut(String text, int maxCodePoints, int maxBytes) {
        int end = 0;
        int points = 0;
        int bytes = 0;
        while (end < text.length() && points < maxCodePoints) {
            int codePoint = text.codePointAt(end);
            bytes += utf8Bytes(codePoint);
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(codePoint);
            points++;
        }
        return text.substring(0, end);
    }

    /** Whether PostgreSQL and UTF-8 can hold the text: no NUL, no half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(codePoint -> codePoint == 0 || isSurrogate(codePoint));
    }

    static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int utf8Bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
