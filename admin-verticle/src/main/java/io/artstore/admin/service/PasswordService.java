package io.artstore.admin.service;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.TokenSubject;
import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserStatus;
import io.artstore.admin.repository.Mutation;
import io.artstore.admin.repository.UserChangeRepository;
import io.artstore.admin.repository.UserRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** New passwords: by people themselves, and by administrators. Each ends every session the person has. */
public final class PasswordService {
    private final UserRepository users;
    private final UserChangeRepository changes;
    private final SecretHasher hasher;
    private final PasswordPolicy policy;
    private final LockoutPolicy lockout;
    private final RevocationService revocations;
    private final ChangeFollowUp followUp;
    private final TokenIssuer issuer;
    private final Clock clock;

    public PasswordService(
            UserRepository users,
            UserChangeRepository changes,
            SecretHasher hasher,
            PasswordPolicy policy,
            LockoutPolicy lockout,
            RevocationService revocations,
            TokenIssuer issuer,
            Clock clock) {
        this.users = Objects.requireNonNull(users, "users");
        this.changes = Objects.requireNonNull(changes, "changes");
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.lockout = Objects.requireNonNull(lockout, "lockout");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.followUp = new ChangeFollowUp(revocations);
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A person's own new password. Every session ends; the caller goes on with the tokens of the answer.
     *
     * <p>{@code FORBIDDEN} for a wrong present password, which counts as a failed login, and for applications.
     */
    public Future<IssuedTokens> changeOwn(Caller caller, String current, String wanted) {
        return person(caller)
                .compose(user -> verified(user, current))
                .compose(user -> hashNew(user, wanted).compose(hash -> changeVerified(user, hash, caller)))
                .compose(followUp::after)
                .compose(user -> issuer.issue(TokenSubject.of(user)));
    }

    private Future<Mutation<User>> changeVerified(User verified, String hash, Caller caller) {
        return changes.change(verified.id(), locked -> {
            requireUnchanged(locked.user(), verified);
            return mutation(locked.user(), hash, AuditType.USER_PASSWORD_CHANGE.by(caller, clock.instant()));
        });
    }

    /** Somebody else's new password, or one's own without the present one. */
    public Future<User> set(int userId, String wanted, Caller by) {
        return users.findById(userId)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("User " + userId + " not found")))
                .compose(user -> hashNew(user, wanted))
                .compose(hash -> changes.change(userId, locked -> {
                    UserRules.requireNotDeleted(locked.user());
                    return mutation(locked.user(), hash, AuditType.USER_PASSWORD_SET.by(by, clock.instant()));
                }))
                .compose(followUp::after);
    }

    /** The hash of a password that the user has not had lately; {@code VALIDATION_FAILED} for one they had. */
    Future<String> hashNew(User user, String wanted) {
        return changes.recentPasswords(user.id(), policy.historySize()).compose(recent -> {
            List<String> hashes = new ArrayList<>(recent);
            user.passwordHash()
                    .filter(present -> policy.historySize() > 0 && !hashes.contains(present))
                    .ifPresent(hashes::add);
            return requireNew(wanted, hashes.iterator()).compose(isNew -> hasher.hash(wanted));
        });
    }

    /** The change to a new password, with the end of all tokens. */
    Mutation<User> mutation(User before, String hash, AuditEvent event) {
        User after = before.withPassword(hash, clock.instant());
        return Mutation.of(before, after, event.about(Integer.toString(before.id())))
                .ending(revocations.ofAccount(new AccountId.OfUser(before.id())));
    }

    private Future<Void> requireNew(String wanted, Iterator<String> hashes) {
        if (!hashes.hasNext()) {
            return Future.succeededFuture();
        }
        return hasher.verify(wanted, hashes.next())
                .compose(same -> same ? Future.failedFuture(usedBefore()) : requireNew(wanted, hashes));
    }

    private Future<User> person(Caller caller) {
        Optional<Integer> id = AccountId.parse(caller.subject())
                .filter(AccountId.OfUser.class::isInstance)
                .map(account -> ((AccountId.OfUser) account).id());
        if (id.isEmpty()) {
            return Future.failedFuture(new ServiceException(
                    ErrorCode.FORBIDDEN, "Service Accounts have no password; an administrator rotates their secret"));
        }
        return users.findById(id.get())
                .map(found -> found.filter(user -> user.statusAt(clock.instant()) == UserStatus.ACTIVE)
                        .orElseThrow(() -> new ServiceException(ErrorCode.INVALID_TOKEN, "User is not active")));
    }

    private Future<User> verified(User user, String current) {
        return user.passwordHash()
                .map(hash -> hasher.verify(current, hash))
                .orElseGet(() -> hasher.verifyNobody(current))
                .compose(match -> match
                        ? Future.succeededFuture(user)
                        : users.recordFailure(user.id(), clock.instant(), lockout)
                                .compose(counted -> Future.failedFuture(
                                        new ServiceException(ErrorCode.FORBIDDEN, "Current password is incorrect"))));
    }

    private static void requireUnchanged(User present, User verified) {
        if (!present.passwordHash().equals(verified.passwordHash()) || !present.isActive()) {
            throw new ServiceException(ErrorCode.CONFLICT, "the user was changed meanwhile; sign in again");
        }
    }

    private ServiceException usedBefore() {
        String message = "Password must differ from the last " + policy.historySize();
        return ServiceException.validation(List.of(new FieldError("body.new_password", message, "value_error")));
    }
}
