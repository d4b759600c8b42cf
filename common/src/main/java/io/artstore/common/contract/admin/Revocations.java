package io.artstore.common.contract.admin;

import java.util.List;
import java.util.Objects;

/**
 * Access tokens that open nothing any more although they have not expired.
 *
 * @param next what to ask for the next time
 * @param more whether there is more at once
 */
public record Revocations(List<Revocation> entries, long next, boolean more) {
    /** What a revocation is about. */
    public enum Kind {
        /** One token; the id is its {@code jti}. */
        TOKEN,
        /** Every token of one session; the id is their {@code sid}. */
        SESSION,
        /** Every token of one account that was issued so far; the id is their {@code sub}. */
        SUBJECT
    }

    /**
     * One revocation.
     *
     * @param issuedUntil tokens whose {@code iat} is at most this, in seconds since 1970, are revoked
     * @param expiresAt from when on all of them have expired anyway, in seconds since 1970
     */
    public record Revocation(Kind kind, String id, long issuedUntil, long expiresAt) {
        public Revocation {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(id, "id");
        }
    }

    public Revocations {
        entries = List.copyOf(entries);
    }
}
