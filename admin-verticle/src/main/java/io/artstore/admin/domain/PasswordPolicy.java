package io.artstore.admin.domain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What a password must be like, in the checkpoint's words (its section 4).
 *
 * @param minLength in characters
 * @param maxAge after which a password should be changed; nobody is kept out for that
 * @param historySize how many of the last passwords a new one must differ from, the present one included
 * @param warningPeriod how long before the age is reached the warning begins
 */
public record PasswordPolicy(
        int minLength, Classes required, Duration maxAge, int historySize, Duration warningPeriod) {
    /** bcrypt reads no further. */
    public static final int MAX_BYTES = 72;

    public static final String SPECIAL = "!@#$%^&*()_+-=[]{}|;:,.<>?";

    /** The classes of characters of which one must be there. */
    public record Classes(boolean uppercase, boolean lowercase, boolean digits, boolean special) {}

    /** A single rule with the words for whoever broke it. */
    public record Rule(Predicate<String> holds, String message) {}

    /** In the order in which they are told; the first that is broken counts. */
    public List<Rule> rules() {
        return List.of(
                new Rule(
                        password -> password.codePointCount(0, password.length()) >= minLength,
                        "Password must be at least " + minLength + " characters long"),
                new Rule(
                        password -> password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES,
                        "Password must be at most " + MAX_BYTES + " bytes long"),
                containing(required.uppercase(), Character::isUpperCase, "uppercase letter"),
                containing(required.lowercase(), Character::isLowerCase, "lowercase letter"),
                containing(required.digits(), Character::isDigit, "digit"),
                containing(
                        required.special(),
                        character -> SPECIAL.indexOf(character) >= 0,
                        "special character (" + SPECIAL + ")"));
    }

    /** What is wrong with a password, if anything is. */
    public Optional<String> violation(String password) {
        return rules().stream()
                .filter(rule -> !rule.holds().test(password))
                .map(Rule::message)
                .findFirst();
    }

    public Instant expiryOf(Instant setAt) {
        return setAt.plus(maxAge);
    }

    /** Whether the password of that moment should be changed, now or soon. */
    public boolean warns(Instant setAt, Instant now) {
        return !now.isBefore(expiryOf(setAt).minus(warningPeriod));
    }

    private static Rule containing(boolean wanted, IntPredicate member, String name) {
        return new Rule(
                password -> !wanted || password.codePoints().anyMatch(member),
                "Password must contain at least one " + name);
    }
}
