package io.artstore.common.config;

import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the library's validation messages into key, fault and remedy. */
final class ProblemTexts {
    private static final Pattern CODE = Pattern.compile("^(?:[\\w.]+: )?SRCFG(\\d+): (.*)$", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("(artstore\\.[\\w.\\-\\[\\]\"]+?)(?=[\\s,;:]|$)");
    private static final Pattern QUOTED_VALUE = Pattern.compile("value \"(.*?)\"");
    private static final Pattern CAUSE = Pattern.compile("Exception: (.*)$", Pattern.DOTALL);
    private static final String UNKNOWN_KEY = "00050";
    private static final String MISSING = "00014";

    private ProblemTexts() {}

    static List<ConfigProblem> of(ConfigValidationException exception) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (int i = 0; i < exception.getProblemCount(); i++) {
            problems.add(problem(exception.getProblem(i).getMessage()));
        }
        return problems;
    }

    private static ConfigProblem problem(String text) {
        Matcher keyMatcher = KEY.matcher(text);
        String key = keyMatcher.find() ? keyMatcher.group(1) : "configuration";
        Matcher codeMatcher = CODE.matcher(text);
        String code = codeMatcher.matches() ? codeMatcher.group(1) : "";
        String rest = codeMatcher.matches() ? codeMatcher.group(2) : text;
        return new ConfigProblem(key, explain(code, key, rest));
    }

    private static String explain(String code, String key, String rest) {
        if (code.equals(UNKNOWN_KEY)) {
            return "is not a key of ArtStore; see 'artstore config print' for the known ones";
        }
        if (code.equals(MISSING)) {
            return "is required and has no value; set it in artstore.yaml or as " + environmentName(key);
        }
        Matcher cause = CAUSE.matcher(rest);
        String why = cause.find() ? cause.group(1) : rest;
        Matcher value = QUOTED_VALUE.matcher(rest);
        boolean secret = key.endsWith("password") || key.endsWith("secret");
        return value.find() && !secret ? "the value \"" + value.group(1) + "\" does not fit: " + why : why;
    }

    private static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
