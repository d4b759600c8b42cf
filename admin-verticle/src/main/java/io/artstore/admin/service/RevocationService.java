package io.artstore.admin.service;

import io.artstore.admin.domain.AccountId;
import io.artstore.admin.repository.RevocationRepository;
import io.artstore.admin.service.TokenIssuer.Lifetimes;
import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Takes access tokens back before they expire; every module learns of it within seconds. */
public final class RevocationService {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final RevocationRepository repository;
    private final Runnable announcer;
    private final AuditOutbox audit;
    private final Lifetimes lifetimes;
    private final Function<Duration, Future<Void>> pause;
    private final Clock clock;

    /**
     * A service that writes down what is revoked and rings a bell.
     *
     * @param announcer rings it
     * @param pause a future that is done after so long
     */
    public RevocationService(
            RevocationRepository repository,
            Runnable announcer,
            AuditOutbox audit,
            Lifetimes lifetimes,
            Function<Duration, Future<Void>> pause,
            Clock clock) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.announcer = Objects.requireNonNull(announcer, "announcer");
        this.audit = Objects.requireNonNull(audit, "audit");
        this.lifetimes = Objects.requireNonNull(lifetimes, "lifetimes");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** One access token; the event is committed with it. */
    public Future<Void> revokeToken(String tokenId, Instant expiresAt, AuditEvent event) {
        return record(Kind.TOKEN, tokenId, expiresAt, expiresAt, event);
    }

    /** All access tokens of a session; the event is committed with it. */
    public Future<Void> revokeSession(UUID sessionId, AuditEvent event) {
        Instant expiresAt = clock.instant().plus(lifetimes.access());
        return record(Kind.SESSION, sessionId.toString(), expiresAt, expiresAt, event);
    }

    /**
     * All tokens the account has now, refresh tokens too. Done when a new token would be good: tokens tell the second they
     * were issued in and nothing smaller, so that takes up to a second.
     */
    public Future<Void> revokeAccount(AccountId account, AuditEvent... events) {
        Instant now = clock.instant();
        Duration rest = ONE_SECOND.minusNanos(now.getNano());
        return record(Kind.SUBJECT, account.subject(), now, now.plus(lifetimes.longest()), events)
                .compose(recorded -> pause.apply(rest));
    }

    /**
     * The end of all tokens the account has now, refresh tokens too; to be recorded in the transaction that changes the
     * account, and then {@linkplain #announce announced}. It reaches into the next second, so that a grant that was under
     * way brings no token that outlives it.
     */
    public Revocation ofAccount(AccountId account) {
        Instant now = clock.instant();
        Instant until = now.plus(ONE_SECOND);
        return new Revocation(
                Kind.SUBJECT,
                account.subject(),
                until.getEpochSecond(),
                until.plus(lifetimes.longest()).getEpochSecond() + 1);
    }

    /** Tells every module that something was revoked. */
    public void announce() {
        announcer.run();
    }

    /** Done when a token that is issued after {@link #ofAccount} at that moment would be good. */
    public Future<Void> settled(Instant revokedAt) {
        Instant good = revokedAt.truncatedTo(ChronoUnit.SECONDS).plus(ONE_SECOND.multipliedBy(2));
        Duration rest = Duration.between(clock.instant(), good);
        return rest.isNegative() || rest.isZero() ? Future.succeededFuture() : pause.apply(rest);
    }

    /** Whether the account's tokens of this moment were all revoked. */
    public Future<Boolean> accountRevokedSince(AccountId account, Instant moment) {
        return repository.subjectRevokedSince(account.subject(), moment);
    }

    public Future<Revocations> revocations(long after) {
        return repository.after(after, clock.instant());
    }

    private Future<Void> record(Kind kind, String id, Instant issuedUntil, Instant expiresAt, AuditEvent... events) {
        return repository
                .record(
                        new Revocation(kind, id, issuedUntil.getEpochSecond(), expiresAt.getEpochSecond() + 1),
                        AuditJson.writeAll(List.of(events)))
                .onSuccess(recorded -> {
                    announcer.run();
                    audit.committed();
                });
    }
}
