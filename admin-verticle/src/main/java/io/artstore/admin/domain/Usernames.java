package io.artstore.admin.domain;

import java.util.regex.Pattern;

/**
 * Names people sign in with, as the checkpoint allows them. None can be an e-mail address, so that a login never means two
 * people.
 */
public final class Usernames {
    public static final int MIN_LENGTH = 3;
    public static final int MAX_LENGTH = 100;

    /** The rule in words, for whoever broke it. */
    public static final String RULE = "a-z, A-Z, 0-9, _ and -";

    public static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9_-]+");

    private Usernames() {}

    public static boolean isValid(String name) {
        return name.length() >= MIN_LENGTH
                && name.length() <= MAX_LENGTH
                && PATTERN.matcher(name).matches();
    }
}
