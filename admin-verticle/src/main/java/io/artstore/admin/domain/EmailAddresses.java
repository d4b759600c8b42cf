package io.artstore.admin.domain;

import java.util.regex.Pattern;

/** What is taken for an e-mail address; whether mail arrives there is another matter. */
public final class EmailAddresses {
    /** The rule in words, for whoever broke it. */
    public static final String RULE = "name@host, without white space";

    /** Neither can a header line be smuggled in, nor a second recipient. */
    public static final Pattern PATTERN =
            Pattern.compile("[^@\\s\\p{Cntrl},;:<>()\\[\\]\"\\\\]{1,64}@[^@\\s\\p{Cntrl},;:<>()\\[\\]\"\\\\]{1,190}");

    private EmailAddresses() {}

    public static boolean isValid(String address) {
        return PATTERN.matcher(address).matches() && DisplayNames.isClean(address);
    }
}
