package io.artstore.admin.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which state of an account a caller has seen: the strong entity tag of RFC 9110 section 8.8.3, made of the moment of the
 * last change.
 */
public record EntityVersion(Instant changedAt) {
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

    public String tag() {
        return "\"" + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, changedAt)) + "\"";
    }

    /** Whether an {@code If-Match} names this version; {@code *} names every one, a weak tag none. */
    public boolean isNamedBy(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return true;
        }
        Matcher matcher = TAG.matcher(ifMatch);
        while (matcher.find()) {
            if (matcher.group(1) == null && matcher.group(2).equals(tag())) {
                return true;
            }
        }
        return false;
    }

    /** The moment of a change that is made now: later than this one, to the microsecond that the database keeps. */
    public Instant next(Instant now) {
        Instant moment = now.truncatedTo(ChronoUnit.MICROS);
        return moment.isAfter(changedAt) ? moment : changedAt.plus(1, ChronoUnit.MICROS);
    }
}
