package io.artstore.storage.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name a document has on disk: {@code <stem>_<user>_<yyyymmddThhmmss>_<uuid><ext>} (checkpoint section 2.1).
 *
 * <p>For ordinary names the result is the checkpoint's to the character. Beyond it, every name works: the result never
 * has more than {@value #MAX_CHARACTERS} characters nor {@value #MAX_BYTES} bytes, so that with {@code .attr.json} it
 * fits into the 255 bytes of common file systems, and it holds nothing that a terminal, a shell or another file system
 * would trip over, in the extension neither.
 */
public final class StorageFilename {
    static final int MAX_CHARACTERS = 200;
    static final int MAX_BYTES = 255 - ".attr.json".length();

    private static final int MAX_USER = 100;
    private static final int MAX_EXTENSION = 32;
    private static final int MAX_EXTENSION_BYTES = 64;
    private static final String ELLIPSIS = "...";
    private static final String FORBIDDEN = "<>:\"/\\|?*";

    private static final Pattern UNDERSCORES = Pattern.compile("_{2,}");
    private static final Pattern ID =
            Pattern.compile("_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?=\\.|$)");
    private static final Pattern OUTER_UNDERSCORES = Pattern.compile("^_|_$");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StorageFilename() {}

    /**
     * The name on disk.
     *
     * @param originalFilename as the client gave it; may be empty
     * @param username the author
     */
    public static String of(String originalFilename, String username, Instant createdAt, UUID fileId) {
        String name = lastComponent(originalFilename);
        int dot = suffixStart(name);
        String extension = sanitiseCharacters(name.substring(dot));
        String stem = orElse(sanitise(name.substring(0, dot)), "file");
        String user = orElse(sanitise(Text.cut(username.strip(), MAX_USER, MAX_USER)), "user");
        String tail = "_" + user + "_" + TIMESTAMP.format(createdAt) + "_" + fileId + extension;
        return fit(stem, MAX_CHARACTERS - Text.codePoints(tail), MAX_BYTES - Text.utf8Bytes(tail)) + tail;
    }

    /** The id in such a name, for files that nothing else tells about. */
    public static Optional<UUID> idIn(String filename) {
        Optional<UUID> last = Optional.empty();
        for (Matcher matcher = ID.matcher(filename); matcher.find(); ) {
            last = Optional.of(UUID.fromString(matcher.group(1)));
        }
        return last;
    }

    private static String fit(String stem, int characters, int bytes) {
        if (Text.codePoints(stem) <= characters && Text.utf8Bytes(stem) <= bytes) {
            return stem;
        }
        return Text.cut(stem, characters - ELLIPSIS.length(), bytes - ELLIPSIS.length()) + ELLIPSIS;
    }

    /** As Python's {@code PurePosixPath.name}: trailing slashes and {@code .} components do not count. */
    private static String lastComponent(String path) {
        String[] components = path.split("/", -1);
        for (int i = components.length - 1; i >= 0; i--) {
            if (!components[i].isEmpty() && !components[i].equals(".")) {
                return components[i];
            }
        }
        return "";
    }

    /** Where the suffix begins: a leading dot and a trailing dot begin none, nor does an overlong one count as such. */
    private static int suffixStart(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0 || dot == name.length() - 1) {
            return name.length();
        }
        String suffix = name.substring(dot);
        boolean tooLong = Text.codePoints(suffix) > MAX_EXTENSION || Text.utf8Bytes(suffix) > MAX_EXTENSION_BYTES;
        return tooLong ? name.length() : dot;
    }

    private static String sanitise(String part) {
        String single = UNDERSCORES.matcher(sanitiseCharacters(part)).replaceAll("_");
        return OUTER_UNDERSCORES.matcher(single).replaceAll("");
    }

    private static String sanitiseCharacters(String part) {
        StringBuilder clean = new StringBuilder(part.length());
        part.codePoints().map(c -> isUnsafe(c) ? '_' : c).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isUnsafe(int codePoint) {
        return FORBIDDEN.indexOf(codePoint) >= 0 || DisplayText.isDeceptive(codePoint);
    }

    private static String orElse(String text, String fallback) {
        return text.isEmpty() ? fallback : text;
    }
}
