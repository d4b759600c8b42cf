package io.artstore.query.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A full-text search as a {@code tsquery}. PostgreSQL reads the web search syntax itself, but knows no beginnings of
 * words there; so text with {@code *} is divided at each {@code or}, and of each part the beginnings are taken out.
 *
 * <p>No text is an error: what makes no sense as syntax is searched for or passed over, as PostgreSQL does.
 */
final class WordsSql {
    private static final String RUSSIAN = "'pg_catalog.russian'::regconfig, ";

    /** A quoted phrase, closed or not, or anything up to white space or a quotation mark. */
    private static final Pattern TOKEN = Pattern.compile("-?\"[^\"]*\"?|[^\\s\"]+");

    private static final Pattern BEGINNING = Pattern.compile("(-?)([^\"*]*[\\p{L}\\p{N}][^\"*]*)\\*+");

    private final Bindings bindings;
    private final List<String> alternatives = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();
    private final List<String> beginnings = new ArrayList<>();

    private WordsSql(Bindings bindings) {
        this.bindings = bindings;
    }

    static String of(String text, Bindings bindings) {
        if (text.indexOf('*') < 0) {
            return webSearch(text, bindings);
        }
        WordsSql words = new WordsSql(bindings);
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            words.add(token.group());
        }
        words.endAlternative();
        return words.alternatives.isEmpty()
                ? webSearch(text, bindings)
                : "(" + String.join(" || ", words.alternatives) + ")";
    }

    private void add(String token) {
        Matcher beginning = BEGINNING.matcher(token);
        if (token.toLowerCase(Locale.ROOT).equals("or")) {
            endAlternative();
        } else if (beginning.matches()) {
            String word = "to_tsquery(" + RUSSIAN + bindings.bind(quoted(beginning.group(2)) + ":*") + ")";
            beginnings.add(beginning.group(1).isEmpty() ? word : "!!" + word);
        } else {
            plain.add(token);
        }
    }

    private void endAlternative() {
        List<String> all = new ArrayList<>(beginnings);
        if (!plain.isEmpty()) {
            all.add(webSearch(String.join(" ", plain), bindings));
        }
        if (!all.isEmpty()) {
            alternatives.add("(" + String.join(" && ", all) + ")");
        }
        plain.clear();
        beginnings.clear();
    }

    private static String webSearch(String text, Bindings bindings) {
        return "websearch_to_tsquery(" + RUSSIAN + bindings.bind(text) + ")";
    }

    /** As one word for {@code to_tsquery}, which within single quotes knows no operators. */
    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
