package io.artstore.admin.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A person who signs in with a password: one row of {@code users}.
 *
 * @param passwordHash bcrypt; never shown; empty for people of the former directory service, who cannot sign in
 * @param system made by ArtStore itself; cannot be deleted, demoted or switched off
 * @param failedAttempts logins that failed since the last that did not
 * @param lockoutUntil end of a lockout after failed attempts; a locked user without it stays locked
 * @param passwordSetAt empty where ArtStore did not set it
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
        int failedAttempts,
        Optional<Instant> lockoutUntil,
        Optional<Instant> passwordSetAt,
        Instant createdAt,
        Instant updatedAt)
        implements Revocable {

    public User {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /** The status at a moment: a lockout that has ended leaves an active user, and one that has not, a locked one. */
    public UserStatus statusAt(Instant now) {
        if (lockoutUntil.isEmpty() || !mayComeBack()) {
            return status;
        }
        return now.isBefore(lockoutUntil.get()) ? UserStatus.LOCKED : UserStatus.ACTIVE;
    }

    /** Active, or locked for a while. */
    public boolean mayComeBack() {
        return status == UserStatus.ACTIVE || status == UserStatus.LOCKED;
    }

    /** Whether the user can sign in and administer at that moment. */
    public boolean isActiveAdministratorAt(Instant now) {
        return role == UserRole.ADMIN && statusAt(now) == UserStatus.ACTIVE && passwordHash.isPresent();
    }

    @Override
    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    @Override
    public EntityVersion version() {
        return new EntityVersion(updatedAt);
    }

    /** First and last name, or what there is of them, or the user name. */
    public String fullName() {
        String names = Stream.of(firstName, lastName).flatMap(Optional::stream).collect(Collectors.joining(" "));
        return names.isEmpty() ? username : names;
    }

    /** When the age of the password began; empty where there is no password. */
    public Optional<Instant> passwordAgeFrom() {
        return passwordHash.map(hash -> passwordSetAt.orElse(createdAt));
    }

    /** The user after a change that was made now; who becomes active is not locked any more. */
    public User changed(UserChange change, Instant now) {
        boolean activated = change.status().filter(UserStatus.ACTIVE::equals).isPresent();
        return new User(
                id,
                username,
                change.email().orElse(email),
                change.namesFirst() ? change.firstName() : firstName,
                change.namesLast() ? change.lastName() : lastName,
                passwordHash,
                fromDirectory,
                change.role().orElse(role),
                change.status().orElse(status),
                system,
                lastLogin,
                activated ? 0 : failedAttempts,
                activated ? Optional.empty() : lockoutUntil,
                passwordSetAt,
                createdAt,
                version().next(now));
    }

    /** The user with a new password, which ends a lockout. */
    public User withPassword(String hash, Instant now) {
        Instant moment = version().next(now);
        return new User(
                id,
                username,
                email,
                firstName,
                lastName,
                Optional.of(hash),
                fromDirectory,
                role,
                status == UserStatus.LOCKED ? UserStatus.ACTIVE : status,
                system,
                lastLogin,
                0,
                Optional.empty(),
                Optional.of(moment),
                createdAt,
                moment);
    }

    /** Where it stands in the list of users. */
    public AccountPosition<Integer> position() {
        return new AccountPosition<>(createdAt, id);
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + role + ", " + status + "]";
    }
}
