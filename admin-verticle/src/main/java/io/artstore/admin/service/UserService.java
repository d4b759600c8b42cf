package io.artstore.admin.service;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.NewUser;
import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PageRequest;
import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserChange;
import io.artstore.admin.domain.UserFilter;
import io.artstore.admin.domain.UserRole;
import io.artstore.admin.domain.UserStatus;
import io.artstore.admin.repository.Mutation;
import io.artstore.admin.repository.UserChangeRepository;
import io.artstore.admin.repository.UserChangeRepository.Locked;
import io.artstore.admin.repository.UserRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The life of users, from their creation to their end (checkpoint sections 1.3 and 4).
 *
 * <p>Switching off, deleting and giving another role take back every token the user has. There is always an active
 * administrator left, whatever is asked for at once.
 */
public final class UserService {
    private final UserRepository users;
    private final UserChangeRepository changes;
    private final SecretHasher hasher;
    private final RevocationService revocations;
    private final ChangeFollowUp followUp;
    private final Clock clock;

    public UserService(
            UserRepository users,
            UserChangeRepository changes,
            SecretHasher hasher,
            RevocationService revocations,
            Clock clock) {
        this.users = Objects.requireNonNull(users, "users");
        this.changes = Objects.requireNonNull(changes, "changes");
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        this.revocations = Objects.requireNonNull(revocations, "revocations");
        this.followUp = new ChangeFollowUp(revocations);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** {@code CONFLICT} where name or address is taken, in any case, be it by a deleted user. */
    public Future<User> create(NewUser wanted, Caller by) {
        return hasher.hash(wanted.password())
                .compose(hash -> changes.insert(
                        wanted,
                        hash,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        user -> Mutation.creation(user, event(AuditType.USER_CREATE, user, by))));
    }

    /** Newest first. */
    public Future<Page<User>> list(UserFilter filter, PageRequest<Integer> wanted) {
        return users.list(filter, clock.instant(), wanted);
    }

    /** {@code NOT_FOUND} where there is none; a deleted one is there. */
    public Future<User> get(int id) {
        return users.findById(id)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("User " + id + " not found")));
    }

    /** Changes what is given, if the caller has seen the present version. */
    public Future<User> update(int id, UserChange change, Optional<String> ifMatch, Caller by) {
        return change(id, locked -> {
            Preconditions.requireVersion(locked.user().version(), ifMatch);
            UserRules.requireNotDeleted(locked.user());
            return mutation(AuditType.USER_UPDATE, locked, change, by);
        });
    }

    /** For ever; the row stays and its names stay taken. Deleting twice changes nothing. */
    public Future<Void> delete(int id, Optional<String> ifMatch, Caller by) {
        return change(id, locked -> {
                    Preconditions.requireVersion(locked.user().version(), ifMatch);
                    return locked.user().status() == UserStatus.DELETED
                            ? Mutation.none(locked.user())
                            : mutation(AuditType.USER_DELETE, locked, UserChange.toStatus(UserStatus.DELETED), by);
                })
                .mapEmpty();
    }

    /** Done when a token that is asked for now will open doors. */
    public Future<User> activate(int id, Caller by) {
        return toStatus(id, UserStatus.ACTIVE, AuditType.USER_ACTIVATE, by);
    }

    public Future<User> deactivate(int id, Caller by) {
        return toStatus(id, UserStatus.INACTIVE, AuditType.USER_DEACTIVATE, by);
    }

    /** Ends a lockout and forgets failed attempts. */
    public Future<User> unlock(int id, Caller by) {
        return change(id, locked -> {
            UserRules.requireNotDeleted(locked.user());
            if (!locked.user().mayComeBack()) {
                throw new ServiceException(ErrorCode.CONFLICT, "User is inactive; activate them");
            }
            return mutation(AuditType.USER_UNLOCK, locked, UserChange.toStatus(UserStatus.ACTIVE), by);
        });
    }

    public Future<User> giveRole(int id, UserRole role, Caller by) {
        return update(id, UserChange.toRole(role), Optional.empty(), by);
    }

    private Future<User> toStatus(int id, UserStatus wanted, AuditType type, Caller by) {
        return change(id, locked -> {
            UserRules.requireNotDeleted(locked.user());
            return locked.user().status() == wanted
                    ? Mutation.none(locked.user())
                    : mutation(type, locked, UserChange.toStatus(wanted), by);
        });
    }

    private Mutation<User> mutation(AuditType type, Locked locked, UserChange change, Caller by) {
        User before = locked.user();
        User after = before.changed(change, clock.instant());
        UserRules.requireUnprotected(before, after);
        UserRules.requireAdministratorLeft(locked, after, clock.instant());
        Mutation<User> mutation = Mutation.of(before, after, event(type, after, by));
        boolean stopped = before.mayComeBack() && !after.mayComeBack();
        return stopped || before.role() != after.role()
                ? mutation.ending(revocations.ofAccount(new AccountId.OfUser(after.id())))
                : mutation;
    }

    private Future<User> change(int id, Function<Locked, Mutation<User>> rule) {
        return changes.change(id, rule).compose(followUp::after);
    }

    private AuditEvent event(AuditType type, User user, Caller by) {
        return type.by(by, clock.instant())
                .about(Integer.toString(user.id()))
                .with("username", user.username())
                .with("role", user.role().label())
                .with("status", user.status().label());
    }
}
