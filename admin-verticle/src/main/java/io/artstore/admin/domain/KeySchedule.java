package io.artstore.admin.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When a key is made, when it begins to sign, and how long it verifies. Every node comes to the same answer from the
 * rows of {@code jwt_keys} and the time alone.
 *
 * <p>A successor is made before its predecessor ends, is published at once, and signs only after every reader had time
 * to fetch it. A key verifies until the last token that it can have signed has expired.
 *
 * @param lifetime how long a key may sign
 * @param renewBefore a successor is made when the newest key has less than this left
 * @param publishDelay how long a key is published before it signs, unless nothing else can sign
 * @param longestToken the longest lifetime of a token
 */
public record KeySchedule(Duration lifetime, Duration renewBefore, Duration publishDelay, Duration longestToken) {

    /** How long readers may keep the published key set. */
    public static final Duration PUBLISHED_SET_MAX_AGE = Duration.ofMinutes(5);

    private static final Duration LIFETIME = Duration.ofHours(25);
    private static final Duration RENEW_BEFORE = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Comparator<SigningKey> NEWEST_FIRST = Comparator.comparing(SigningKey::createdAt)
            .thenComparing(SigningKey::expiresAt)
            .thenComparing(SigningKey::version)
            .reversed();

    public KeySchedule {
        Objects.requireNonNull(lifetime, "lifetime");
        Objects.requireNonNull(renewBefore, "renewBefore");
        Objects.requireNonNull(publishDelay, "publishDelay");
        Objects.requireNonNull(longestToken, "longestToken");
        if (lifetime.compareTo(renewBefore.plus(publishDelay)) <= 0) {
            throw new IllegalArgumentException("a key that lives " + lifetime + " has no time to sign between "
                    + publishDelay + " of publication and renewal " + renewBefore + " before its end");
        }
    }

    /** The checkpoint's rhythm: a key every 24 hours that lives 25. */
    public static KeySchedule daily(Duration longestToken) {
        return new KeySchedule(LIFETIME, RENEW_BEFORE, PUBLISHED_SET_MAX_AGE.plus(SKEW), longestToken);
    }

    /** When a key made at this moment stops to sign. */
    public Instant expiryOf(Instant createdAt) {
        return createdAt.plus(lifetime);
    }

    /** A key whose {@code expires_at} is after this needs no successor yet. */
    public Instant renewalLimit(Instant now) {
        return now.plus(renewBefore);
    }

    /** When a key that expires then needs a successor. */
    public Instant renewalOf(Instant expiresAt) {
        return expiresAt.minus(renewBefore);
    }

    /** How often a key is made. */
    public Duration interval() {
        return lifetime.minus(renewBefore);
    }

    /** Whether a new key must be made now. */
    public boolean successorIsDue(Collection<SigningKey> keys, Instant now) {
        return keys.stream().noneMatch(key -> key.active() && key.expiresAt().isAfter(renewalLimit(now)));
    }

    /**
     * The key that signs now: the newest that was published long enough, else the one that was published longest; empty when
     * all expired.
     */
    public Optional<SigningKey> signing(Collection<SigningKey> keys, Instant now) {
        List<SigningKey> usable = keys.stream()
                .filter(key -> key.maySignAt(now))
                .sorted(NEWEST_FIRST)
                .toList();
        return usable.stream()
                .filter(key -> !now.isBefore(key.createdAt().plus(publishDelay)))
                .findFirst()
                .or(() -> usable.isEmpty() ? Optional.empty() : Optional.of(usable.get(usable.size() - 1)));
    }

    /** Keys whose {@code expires_at} is after this may still have unexpired tokens. */
    public Instant verificationLimit(Instant now) {
        return now.minus(longestToken).minus(SKEW);
    }
}
