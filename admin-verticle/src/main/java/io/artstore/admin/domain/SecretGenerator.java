package io.artstore.admin.domain;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Makes passwords and client secrets that satisfy the checkpoint's password policy: all four character classes.
 *
 * <p>Only the unreserved characters of RFC 3986 are used, so that a secret reads the same in a form, in HTTP Basic, in a
 * shell and in YAML. At {@value #LENGTH} characters that is about 289 bits, and within the 72 bytes bcrypt reads.
 */
public final class SecretGenerator {
    public static final int LENGTH = 48;

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String SPECIAL = "-._";
    private static final String ALL = LOWER + UPPER + DIGITS + SPECIAL;

    private final SecureRandom random;

    public SecretGenerator(SecureRandom random) {
        this.random = Objects.requireNonNull(random, "random");
    }

    public String next() {
        List<Character> characters = new ArrayList<>(LENGTH);
        for (String required : List.of(LOWER, UPPER, DIGITS, SPECIAL)) {
            characters.add(oneOf(required));
        }
        while (characters.size() < LENGTH - 1) {
            characters.add(oneOf(ALL));
        }
        Collections.shuffle(characters, random);
        // A leading dash would be read as an option by command-line programs.
        characters.add(0, oneOf(LOWER + UPPER));
        return characters.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private char oneOf(String alphabet) {
        return alphabet.charAt(random.nextInt(alphabet.length()));
    }
}
