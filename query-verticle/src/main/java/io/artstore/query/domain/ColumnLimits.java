package io.artstore.query.domain;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * How much of a value the checkpoint's columns hold, and how longer values are made to fit.
 *
 * <p>Elements may know longer names than the index can keep. Text that people read is cut, so that the document is found
 * all the same; what identifies a document is never cut.
 */
public final class ColumnLimits {
    public static final int ID = 36;
    public static final int FILENAME = 255;
    public static final int STORAGE_FILENAME = 512;
    public static final int MIME_TYPE = 127;
    public static final int SHA256 = 64;
    public static final int USERNAME = 255;
    public static final int TAG = 50;
    public static final int TAGS = 50;
    public static final int ELEMENT_ID = 50;
    public static final int ELEMENT_URL = 512;
    /** Of metadata as JSON text; four times what an attribute file holds, for the escapes. */
    public static final int METADATA = 16_384;

    private ColumnLimits() {}

    /** The beginning of a text, at most so many code points long and without NUL, which PostgreSQL cannot hold. */
    public static String cut(String text, int codePoints) {
        String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        return fits(clean, codePoints) ? clean : clean.substring(0, clean.offsetByCodePoints(0, codePoints));
    }

    /** Whether a column of that many characters holds the text as it is. */
    public static boolean fits(String text, int codePoints) {
        return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints;
    }

    /** The first tags that fit, each cut to its limit, without repetitions. */
    public static List<String> cutTags(List<String> tags) {
        LinkedHashSet<String> cut = new LinkedHashSet<>();
        for (String tag : tags) {
            if (cut.size() == TAGS) {
                break;
            }
            if (tag != null) {
                cut.add(cut(tag, TAG));
            }
        }
        return List.copyOf(cut);
    }
}
