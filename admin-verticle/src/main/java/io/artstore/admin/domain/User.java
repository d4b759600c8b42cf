package io.artstore.admin.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A person who signs in with a password: one row of {@code users}.
 *
 * @param passwordHash bcrypt; never shown; empty for people of the former directory service, who cannot sign in
 * @param system made by ArtStore itself; cannot be deleted or demoted
 * @param lockoutUntil end of a lockout after failed attempts; a locked user without it stays locked
 */
public record User(
        int id,
        String username,
        String email,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> passwordHash,
        boolean fromDirectory,
        UserRole role,
        UserStatus status,
        boolean system,
        Optional<Instant> lastLogin,
        Optional<Instant> lockoutUntil,
        Instant createdAt) {

    public User {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** The status at a moment: a lockout that has ended leaves an active user, and one that has not, a locked one. */
    public UserStatus statusAt(Instant now) {
        if (lockoutUntil.isEmpty() || (status != UserStatus.ACTIVE && status != UserStatus.LOCKED)) {
            return status;
        }
        return now.isBefore(lockoutUntil.get()) ? UserStatus.LOCKED : UserStatus.ACTIVE;
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + role + ", " + status + "]";
    }
}
