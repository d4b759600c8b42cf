package io.artstore.common.http;

import java.util.Arrays;
import java.util.List;

/**
 * The path of a route, with parameters that stand for one segment each, as in {@code /files/:file_id/download}. It is
 * compared with the path of every request, segment by segment, because expressions would cost more than the answer.
 *
 * @param segments those of the template; an empty one stands for any
 * @param exact whether nothing but a slash may follow
 */
record PathTemplate(List<String> segments, boolean exact) {
    private static final String ANY = "";

    /** @param template begins with a slash and ends without one, or is empty for the root */
    static PathTemplate of(String template, boolean exact) {
        return new PathTemplate(
                Arrays.stream(template.split("/"))
                        .skip(1)
                        .map(segment -> segment.startsWith(":") ? ANY : segment)
                        .toList(),
                exact);
    }

    boolean matches(String path) {
        int at = 0;
        for (String segment : segments) {
            int end = endOfSegment(path, at);
            if (end < 0 || !matches(segment, path, at + 1, end)) {
                return false;
            }
            at = end;
        }
        return at == path.length() || (path.charAt(at) == '/' && (!exact || at == path.length() - 1));
    }

    /** Negative where no segment begins there. */
    private static int endOfSegment(String path, int slash) {
        if (slash >= path.length()) {
            return -1;
        }
        int next = path.indexOf('/', slash + 1);
        return next < 0 ? path.length() : next;
    }

    private static boolean matches(String segment, String path, int begin, int end) {
        return segment.equals(ANY) ? end > begin : end - begin == segment.length() && path.startsWith(segment, begin);
    }
}
