package io.artstore.admin.service;

import io.artstore.admin.domain.AccountId;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserStatus;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.admin.repository.UserRepository;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Tells a caller who they are, as the database knows them and not as the token says. */
public final class ProfileService {
    private final UserRepository users;
    private final ServiceAccountRepository accounts;
    private final Clock clock;

    /** A person or an application, at a moment. */
    public sealed interface Profile {}

    /** Somebody who may sign in. */
    public record Person(User user, UserStatus status) implements Profile {}

    /**
     * An application that may ask for tokens.
     *
     * @param at the moment at which it was looked up
     */
    public record Application(ServiceAccount account, ServiceAccountStatus status, Instant at) implements Profile {}

    public ProfileService(UserRepository users, ServiceAccountRepository accounts, Clock clock) {
        this.users = Objects.requireNonNull(users, "users");
        this.accounts = Objects.requireNonNull(accounts, "accounts");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The caller's account; {@code INVALID_TOKEN} where it is gone or no longer active (checkpoint section 1.2). */
    public Future<Profile> of(Caller caller) {
        return AccountId.parse(caller.subject())
                .map(this::of)
                .orElseGet(
                        () -> Future.failedFuture(refused("the token's subject is no account of this installation")));
    }

    /** The account; {@code INVALID_TOKEN} where it is gone or not active. */
    public Future<Profile> of(AccountId account) {
        if (account instanceof AccountId.OfUser user) {
            return users.findById(user.id()).map(found -> present(found, this::person));
        }
        UUID id = ((AccountId.OfServiceAccount) account).id();
        return accounts.findById(id).map(found -> present(found, this::application));
    }

    private static <T> Profile present(Optional<T> found, Function<T, Profile> profile) {
        return found.map(profile).orElseThrow(() -> refused("User not found"));
    }

    private Person person(User user) {
        UserStatus status = user.statusAt(clock.instant());
        if (status != UserStatus.ACTIVE) {
            throw refused("User is " + status.label());
        }
        return new Person(user, status);
    }

    private Application application(ServiceAccount account) {
        Instant now = clock.instant();
        ServiceAccountStatus status = account.statusAt(now);
        if (status != ServiceAccountStatus.ACTIVE) {
            throw refused("Service Account is " + status.label());
        }
        return new Application(account, status, now);
    }

    private static ServiceException refused(String detail) {
        return new ServiceException(ErrorCode.INVALID_TOKEN, detail)
                .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
