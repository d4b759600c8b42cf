package io.artstore.admin.domain;

/** What the names of accounts and people look like, so that two that look the same are the same. */
public final class DisplayNames {
    /** The rule in words, for whoever broke it. */
    public static final String RULE =
            "must not begin or end with white space, nor contain control or invisible characters";

    private DisplayNames() {}

    public static boolean isClean(String name) {
        return name.equals(name.strip()) && name.codePoints().noneMatch(DisplayNames::isInvisible);
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
