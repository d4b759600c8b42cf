package io.artstore.storage.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags and the headers that list them (RFC 9110 sections 8.8.3 and 13.1). */
public final class EntityTags {
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

    private EntityTags() {}

    /** The strong tag of a document's bytes, which never change. */
    public static String ofContent(AttributeDocument document) {
        return "\"" + document.sha256() + "\"";
    }

    /** The strong tag of a document's metadata: it changes with every edit. */
    public static String ofMetadata(AttributeDocument document) {
        return "\"" + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, document.updatedAt())) + "\"";
    }

    /** Whether an {@code If-None-Match} names the tag, by weak comparison; {@code *} names every one. */
    public static boolean noneMatchNames(String header, String tag) {
        return names(header, tag, true);
    }

    /** Whether an {@code If-Match} or {@code If-Range} names the tag, by strong comparison; {@code *} names every one. */
    public static boolean matchNames(String header, String tag) {
        return names(header, tag, false);
    }

    private static boolean names(String header, String tag, boolean weakly) {
        if (header.strip().equals("*")) {
            return true;
        }
        Matcher matcher = TAG.matcher(header);
        while (matcher.find()) {
            if ((weakly || matcher.group(1) == null) && matcher.group(2).equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
