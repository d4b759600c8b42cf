package io.artstore.query.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a searched text in names and descriptions and marks it, as {@link Highlight} says.
 *
 * <p>A description is looked at up to {@link #LOOKED_AT} characters, so that a page costs no more than it should.
 */
public final class Highlighter {
    public static final int LOOKED_AT = 4_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final int BEFORE = 80;
    private static final int EXCERPT = 240;
    private static final String ELLIPSIS = "\u2026";

    private final Pattern pattern;
    private final Predicate<String> counts;

    private Highlighter(Pattern pattern, Predicate<String> counts) {
        this.pattern = pattern;
        this.counts = counts;
    }

    /** Marks a text wherever it stands, ignoring case. */
    public static Highlighter ofPart(String part) {
        int ignoringCase = Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return new Highlighter(Pattern.compile(part, ignoringCase), found -> true);
    }

    /** Marks what is this text as a whole, in its case. */
    public static Highlighter ofWhole(String text) {
        return new Highlighter(Pattern.compile("\\A" + Pattern.quote(text) + "\\z"), found -> true);
    }

    /** Marks these words, which are in lower case, in any case. */
    public static Highlighter ofWords(Set<String> words) {
        Set<String> wanted = Set.copyOf(words);
        return new Highlighter(WORD, found -> wanted.contains(lower(found)));
    }

    /** The words that {@link #ofWords} could mark in a document, in lower case. */
    public static Set<String> words(IndexedDocument document) {
        Set<String> words = new LinkedHashSet<>();
        for (String text : List.of(document.filename(), beginning(document.description()))) {
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                words.add(lower(word.group()));
            }
        }
        return words;
    }

    public Highlight in(IndexedDocument document) {
        String filename = document.filename();
        String description = beginning(document.description());
        return new Highlight(
                marked(filename, 0, filename.length()),
                firstMatch(description).flatMap(at -> excerpt(description, at)));
    }

    private Optional<String> excerpt(String text, int firstMatch) {
        int begin = wordBegin(text, Math.max(0, firstMatch - BEFORE), firstMatch);
        int end = wordEnd(text, Math.min(text.length(), begin + EXCERPT));
        return marked(text, begin, end)
                .map(html -> (begin > 0 ? ELLIPSIS : "") + html + (end < text.length() ? ELLIPSIS : ""));
    }

    /** Matches that reach beyond the end are marked as far as they are shown. */
    private Optional<String> marked(String text, int begin, int end) {
        StringBuilder html = new StringBuilder();
        int written = begin;
        for (int[] match : matches(text, end)) {
            int from = Math.max(match[0], written);
            int to = Math.min(match[1], end);
            if (from < to) {
                html.append(escaped(text.substring(written, from)));
                html.append("<mark>").append(escaped(text.substring(from, to))).append("</mark>");
                written = to;
            }
        }
        return written == begin ? Optional.empty() : Optional.of(html + escaped(text.substring(written, end)));
    }

    private List<int[]> matches(String text, int end) {
        List<int[]> matches = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && matcher.start() < end) {
            if (counts.test(matcher.group())) {
                matches.add(new int[] {matcher.start(), matcher.end()});
            }
        }
        return matches;
    }

    private Optional<Integer> firstMatch(String text) {
        return matches(text, text.length()).stream().findFirst().map(match -> match[0]);
    }

    /** The first place from a position on where no word is cut, but not after a limit. */
    private static int wordBegin(String text, int position, int limit) {
        int begin = position;
        while (begin > 0 && begin < limit && Character.isLetterOrDigit(text.charAt(begin - 1))) {
            begin++;
        }
        return begin > 0 && Character.isLowSurrogate(text.charAt(begin)) ? begin - 1 : begin;
    }

    private static int wordEnd(String text, int position) {
        int end = position;
        while (end < text.length() && end < position + BEFORE && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }

    private static String beginning(String description) {
        return Objects.requireNonNullElse(description, "").length() <= LOOKED_AT
                ? Objects.requireNonNullElse(description, "")
                : ColumnLimits.cut(description, LOOKED_AT);
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
