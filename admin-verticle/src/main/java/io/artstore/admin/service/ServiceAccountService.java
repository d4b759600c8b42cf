package io.artstore.admin.service;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.ClientIds;
import io.artstore.admin.domain.NewServiceAccount;
import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PageRequest;
import io.artstore.admin.domain.SecretGenerator;
import io.artstore.admin.domain.SecretPeriod;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccount.PreviousSecret;
import io.artstore.admin.domain.ServiceAccountChange;
import io.artstore.admin.domain.ServiceAccountFilter;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.admin.repository.Mutation;
import io.artstore.admin.repository.ServiceAccountChangeRepository;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The life of service accounts, from their creation to their end (checkpoint sections 1.3 and 3).
 *
 * <p>Suspending, deleting, giving another role, and rotating a secret without a grace period take back every token the
 * account has; all modules know within seconds.
 */
public final class ServiceAccountService {
    /** The longest time a replaced secret may work on. */
    public static final Duration MAX_GRACE = Duration.ofDays(7);

    private final ServiceAccountRepository accounts;
    private final ServiceAccountChangeRepository changes;
    private final SecretHasher hasher;
    private final SecretGenerator generator;
    private final VerifiedSecrets verified;
    private final RevocationService revocations;
    private final ChangeFollowUp followUp;
    private final Clock clock;

    /** An account with the secret that nobody will see again. */
    public record WithSecret(ServiceAccount account, String secret) {
        @Override
        public String toString() {
            return "WithSecret[" + account + "]";
        }
    }

    public ServiceAccountService(
            ServiceAccountRepository accounts,
            ServiceAccountChangeRepository changes,
            SecretHasher hasher,
            SecretGenerator generator,
            VerifiedSecrets verified,
            RevocationService revocations,
            Clock clock) {
        this.accounts = Objects.requireNonNull(accounts, "accounts");
        this.changes = Objects.requireNonNull(changes, "changes");
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        this.generator = Objects.requireNonNull(generator, "generator");
        this.verified = Objects.requireNonNull(verified, "verified");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.followUp = new ChangeFollowUp(revocations);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** {@code CONFLICT} where the name is taken, be it by a deleted account. */
    public Future<WithSecret> create(NewServiceAccount wanted, Caller by) {
        String secret = generator.next();
        return hasher.hash(secret)
                .map(hash -> account(wanted, hash))
                .compose(account -> changes.insert(
                        Mutation.creation(account, event(AuditType.SERVICE_ACCOUNT_CREATE, account, by))))
                .map(account -> new WithSecret(account, secret));
    }

    /** Newest first. */
    public Future<Page<ServiceAccount>> list(ServiceAccountFilter filter, PageRequest<UUID> wanted) {
        return accounts.list(filter, clock.instant(), wanted);
    }

    /** {@code NOT_FOUND} where there is none; a deleted one is there. */
    public Future<ServiceAccount> get(UUID id) {
        return accounts.findById(id)
                .map(found ->
                        found.orElseThrow(() -> ServiceException.notFound("Service Account " + id + " not found")));
    }

    /** Changes what is given, if the caller has seen the present version. */
    public Future<ServiceAccount> update(UUID id, ServiceAccountChange change, Optional<String> ifMatch, Caller by) {
        return change(id, account -> {
            Preconditions.requireVersion(account.version(), ifMatch);
            ServiceAccountRules.requireNotDeleted(account);
            ServiceAccountRules.requireUnprotected(account, change);
            change.status().ifPresent(wanted -> ServiceAccountRules.requireReachable(account, wanted, clock.instant()));
            return mutation(AuditType.SERVICE_ACCOUNT_UPDATE, account, change, by);
        });
    }

    public Future<ServiceAccount> suspend(UUID id, Caller by) {
        return toStatus(id, ServiceAccountStatus.SUSPENDED, AuditType.SERVICE_ACCOUNT_SUSPEND, by);
    }

    /** Done when a token that is asked for now will open doors. */
    public Future<ServiceAccount> activate(UUID id, Caller by) {
        return toStatus(id, ServiceAccountStatus.ACTIVE, AuditType.SERVICE_ACCOUNT_ACTIVATE, by);
    }

    /** For ever; the row stays and its name stays taken. Deleting twice changes nothing. */
    public Future<Void> delete(UUID id, Optional<String> ifMatch, Caller by) {
        return change(id, account -> {
                    Preconditions.requireVersion(account.version(), ifMatch);
                    ServiceAccountRules.requireDeletable(account);
                    return account.status() == ServiceAccountStatus.DELETED
                            ? Mutation.none(account)
                            : mutation(
                                    AuditType.SERVICE_ACCOUNT_DELETE,
                                    account,
                                    ServiceAccountChange.toStatus(ServiceAccountStatus.DELETED),
                                    by);
                })
                .mapEmpty();
    }

    /**
     * A new secret. Without a grace period the old one ends at once, and so does every token; the answer comes when a token
     * for the new one is good. With one, the old secret and the tokens go on, and what is left of an earlier grace period
     * ends.
     *
     * @param grace at most {@link #MAX_GRACE}; a secret that runs out earlier ends then
     */
    public Future<WithSecret> rotate(UUID id, Duration grace, Caller by) {
        String secret = generator.next();
        return hasher.hash(secret)
                .compose(hash -> change(id, account -> {
                    ServiceAccountRules.requireNotDeleted(account);
                    return rotation(account, hash, grace, by);
                }))
                .map(account -> new WithSecret(account, secret));
    }

    /** When the account's secrets were in force, the present one first. */
    public Future<List<SecretPeriod>> secretHistory(UUID id) {
        return get(id).compose(account -> changes.replacedSecrets(id).map(replaced -> {
            List<SecretPeriod> all = new ArrayList<>();
            all.add(new SecretPeriod(
                    account.secretChangedAt(), account.secretExpiresAt(), Optional.empty(), Optional.empty()));
            all.addAll(replaced);
            return all;
        }));
    }

    private ServiceAccount account(NewServiceAccount wanted, String secretHash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new ServiceAccount(
                UUID.randomUUID(),
                wanted.name(),
                wanted.description(),
                ClientIds.next(wanted.environment(), wanted.name()),
                secretHash,
                wanted.role(),
                ServiceAccountStatus.ACTIVE,
                wanted.system(),
                wanted.rateLimit(),
                now,
                now.plus(ServiceAccount.SECRET_LIFETIME),
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }

    private Future<ServiceAccount> toStatus(UUID id, ServiceAccountStatus wanted, AuditType type, Caller by) {
        ServiceAccountChange change = ServiceAccountChange.toStatus(wanted);
        return change(id, account -> {
            ServiceAccountRules.requireNotDeleted(account);
            ServiceAccountRules.requireUnprotected(account, change);
            ServiceAccountRules.requireReachable(account, wanted, clock.instant());
            return account.status() == wanted ? Mutation.none(account) : mutation(type, account, change, by);
        });
    }

    private Mutation<ServiceAccount> mutation(
            AuditType type, ServiceAccount before, ServiceAccountChange change, Caller by) {
        ServiceAccount after = before.changed(change, clock.instant());
        Mutation<ServiceAccount> mutation = Mutation.of(before, after, event(type, after, by));
        boolean stopped = before.status() != after.status() && after.status() != ServiceAccountStatus.ACTIVE;
        return stopped || before.role() != after.role() ? mutation.ending(tokensOf(after)) : mutation;
    }

    private Mutation<ServiceAccount> rotation(ServiceAccount before, String hash, Duration grace, Caller by) {
        Instant now = clock.instant();
        Optional<PreviousSecret> previous = grace.isZero() || before.isSecretExpiredAt(now)
                ? Optional.empty()
                : Optional.of(
                        new PreviousSecret(before.secretHash(), earlier(now.plus(grace), before.secretExpiresAt())));
        ServiceAccount after = before.rotated(hash, previous, now);
        AuditEvent event = AuditType.SERVICE_ACCOUNT_SECRET_ROTATE
                .by(by, now)
                .about(after.id().toString())
                .with("client_id", after.clientId())
                .with("grace_period_seconds", grace.toSeconds());
        Mutation<ServiceAccount> mutation = Mutation.of(before, after, event);
        return grace.isZero() ? mutation.ending(tokensOf(after)) : mutation;
    }

    private Future<ServiceAccount> change(UUID id, Function<ServiceAccount, Mutation<ServiceAccount>> rule) {
        return changes.change(id, rule).compose(mutation -> {
            if (mutation.ends().isPresent()) {
                mutation.before().ifPresent(before -> verified.forget(before.secretHash()));
            }
            return followUp.after(mutation);
        });
    }

    private Revocation tokensOf(ServiceAccount account) {
        return revocations.ofAccount(new AccountId.OfServiceAccount(account.id()));
    }

    private AuditEvent event(AuditType type, ServiceAccount account, Caller by) {
        return type.by(by, clock.instant())
                .about(account.id().toString())
                .with("client_id", account.clientId())
                .with("name", account.name())
                .with("role", account.role().label())
                .with("status", account.status().label())
                .with("rate_limit", account.rateLimit());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
