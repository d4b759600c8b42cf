package io.artstore.admin.domain;

import java.util.Optional;

/**
 * The identities that a new installation begins with, or those of them that are missing.
 *
 * <p>Secrets never show in {@link #toString()}.
 */
public record InitialIdentities(Optional<Administrator> administrator, Optional<Account> account) {

    /** Role ADMIN, a system user. */
    public record Administrator(String username, String email, Credential password) {}

    /** Role ADMIN, a system account. */
    public record Account(String name, String clientId, Credential secret) {}

    /**
     * A secret with its hash.
     *
     * @param generated whether ArtStore made it up, so that nobody knows it yet
     */
    public record Credential(String secret, String hash, boolean generated) {
        @Override
        public String toString() {
            return "Credential[generated=" + generated + "]";
        }
    }

    public boolean isEmpty() {
        return administrator.isEmpty() && account.isEmpty();
    }
}
