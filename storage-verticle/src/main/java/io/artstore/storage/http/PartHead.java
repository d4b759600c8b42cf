package io.artstore.storage.http;

import io.artstore.storage.domain.UploadedFilename;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of a form part say (RFC 7578 section 4).
 *
 * @param filename as the client meant it; absent for a text
 * @param contentType exactly as declared
 */
record PartHead(String name, Optional<String> filename, Optional<String> contentType) {
    private static final Pattern FOLDING = Pattern.compile("\r\n[ \t]+");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^\\s=;]+)\\s*=\\s*(?:\"((?:\\\\\"|[^\"])*)\"|([^;]*))", Pattern.DOTALL);
    private static final Pattern EXTENDED = Pattern.compile("([^']*)'[^']*'(.*)", Pattern.DOTALL);

    /** Reads header lines; throws 400 where the part has no name. */
    static PartHead parse(String lines) {
        Map<String, String> headers = headers(lines);
        Map<String, String> parameters = parameters(headers.getOrDefault("content-disposition", ""));
        if (!parameters.containsKey("name")) {
            throw MultipartParser.malformed("a part has no name in its Content-Disposition");
        }
        return new PartHead(
                parameters.get("name"), filename(parameters), Optional.ofNullable(headers.get("content-type")));
    }

    /** The name that a {@code Content-Disposition} gives, {@code filename*} before {@code filename} (RFC 6266). */
    static Optional<String> filename(String disposition) {
        return filename(parameters(disposition));
    }

    private static Optional<String> filename(Map<String, String> parameters) {
        Optional<String> extended =
                Optional.ofNullable(parameters.get("filename*")).flatMap(PartHead::decode);
        return extended.or(() -> Optional.ofNullable(parameters.get("filename")).map(UploadedFilename::of));
    }

    boolean isFile() {
        return filename.isPresent();
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : FOLDING.matcher(lines).replaceAll(" ").split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static Map<String, String> parameters(String disposition) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(disposition);
        while (matcher.find()) {
            String value = matcher.group(2) == null ? matcher.group(3).strip() : matcher.group(2);
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    private static byte[] unescaped(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** RFC 8187; what does not decode is as good as absent. */
    private static Optional<String> decode(String extended) {
        Matcher matcher = EXTENDED.matcher(extended);
        try {
            return matcher.matches()
                    ? StrictText.of(unescaped(matcher.group(2)), Charset.forName(matcher.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException unknownCharsetOrEscape) {
            return Optional.empty();
        }
    }
}
