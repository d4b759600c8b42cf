package io.artstore.admin.service;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.TokenSubject;
import io.artstore.admin.domain.User;
import io.artstore.admin.repository.UserRepository;
import io.artstore.common.audit.AuditTrail;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** People sign in with name and password. */
public final class LoginService {
    private final UserRepository users;
    private final SecretHasher hasher;
    private final TokenIssuer issuer;
    private final LockoutPolicy lockout;
    private final AuditTrail audit;
    private final Clock clock;

    public LoginService(
            UserRepository users,
            SecretHasher hasher,
            TokenIssuer issuer,
            LockoutPolicy lockout,
            AuditTrail audit,
            Clock clock) {
        this.users = Objects.requireNonNull(users, "users");
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.lockout = Objects.requireNonNull(lockout, "lockout");
        this.audit = Objects.requireNonNull(audit, "audit");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Tokens for the user, or one and the same refusal after one and the same time, whether the user is unknown, locked,
     * inactive or deleted or the password is wrong.
     *
     * @param login user name or e-mail address, exact
     */
    public Future<IssuedTokens> login(String login, String password, Origin origin) {
        return users.findByUsernameOrEmail(login)
                .compose(found -> matches(found, password)
                        .compose(match -> match
                                ? admitted(found.orElseThrow())
                                : recordFailure(found).map(Optional.<User>empty()))
                        .onSuccess(admitted -> audit.recordAtOnce(event(login, found, admitted, origin))))
                .compose(admitted -> admitted.map(user -> issuer.issue(TokenSubject.of(user)))
                        .orElseGet(() -> Future.failedFuture(refusal())));
    }

    /** Who failed is only who they said they were. */
    private AuditEvent event(String login, Optional<User> found, Optional<User> admitted, Origin origin) {
        return admitted.map(user -> AuditType.LOGIN_SUCCESS
                        .by(Actor.user(user.id(), user.username()), origin, clock.instant())
                        .about(Integer.toString(user.id())))
                .orElseGet(() -> AuditType.LOGIN_FAILED
                        .by(Actor.claiming(login), origin, clock.instant())
                        .about(found.map(user -> Integer.toString(user.id())).orElse(null))
                        .failed(refusal().detail()));
    }

    /** The hash that matched goes along: a password that was replaced meanwhile lets nobody in. */
    private Future<Optional<User>> admitted(User user) {
        return users.recordSuccess(user.id(), user.passwordHash().orElseThrow(), clock.instant());
    }

    private Future<Boolean> matches(Optional<User> found, String password) {
        return found.flatMap(User::passwordHash)
                .map(hash -> hasher.verify(password, hash))
                .orElseGet(() -> hasher.verifyNobody(password));
    }

    private Future<Void> recordFailure(Optional<User> found) {
        return found.filter(user -> user.passwordHash().isPresent())
                .map(user -> users.recordFailure(user.id(), clock.instant(), lockout))
                .orElseGet(Future::succeededFuture);
    }

    private static ServiceException refusal() {
        return new ServiceException(ErrorCode.UNAUTHENTICATED, "Incorrect username or password")
                .withHeader("WWW-Authenticate", "Bearer");
    }
}
