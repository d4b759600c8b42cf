package io.artstore.admin.service;

import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.admin.domain.PasswordResetMessage;
import io.artstore.admin.domain.ResetTokens;
import io.artstore.admin.domain.User;
import io.artstore.admin.repository.Mutation;
import io.artstore.admin.repository.PasswordResetRepository;
import io.artstore.admin.repository.UserChangeRepository;
import io.artstore.admin.repository.UserChangeRepository.Locked;
import io.artstore.admin.repository.UserRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * New passwords for people who forgot theirs. A request never tells whether somebody has that address, neither by its
 * answer nor by its time: nobody waits for what follows it.
 */
public final class PasswordResetService {
    /** Where the token stands in the configured link. */
    public static final String TOKEN_PLACE = "{token}";

    private static final Logger LOG = LoggerFactory.getLogger(PasswordResetService.class);

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int PER_ADDRESS = 3;
    private static final int PER_CLIENT = 30;
    private static final int MAX_UNDER_WAY = 64;

    private final UserRepository users;
    private final UserChangeRepository changes;
    private final PasswordResetRepository resets;
    private final PasswordService passwords;
    private final ResetTokens tokens;
    private final PasswordResetDelivery delivery;
    private final Settings settings;
    private final ChangeFollowUp followUp;
    private final Clock clock;
    private final Quota perAddress;
    private final Quota perClient;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * How resets are offered.
     *
     * @param link a page that takes the token, with {@value #TOKEN_PLACE} where it belongs
     */
    public record Settings(Duration tokenLifetime, Optional<String> link) {}

    public PasswordResetService(
            UserRepository users,
            UserChangeRepository changes,
            PasswordResetRepository resets,
            PasswordService passwords,
            ResetTokens tokens,
            PasswordResetDelivery delivery,
            Settings settings,
            ChangeFollowUp followUp,
            Clock clock) {
        this.users = Objects.requireNonNull(users, "users");
        this.changes = Objects.requireNonNull(changes, "changes");
        this.resets = Objects.requireNonNull(resets, "resets");
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.delivery = Objects.requireNonNull(delivery, "delivery");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.followUp = Objects.requireNonNull(followUp, "followUp");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.perAddress = new Quota(PER_ADDRESS, PERIOD, Ticker.systemTicker());
        this.perClient = new Quota(PER_CLIENT, PERIOD, Ticker.systemTicker());
    }

    /**
     * Sends a token to the address, if it is that of somebody who may sign in, and unless it was sent three within the
     * hour. Returns at once and tells nothing.
     *
     * @param client where the request came from
     */
    public void request(String email, String client) {
        if (!perClient.admit(client) || !perAddress.admit(email.toLowerCase(Locale.ROOT))) {
            LOG.atWarn()
                    .addKeyValue("event", "password_reset_limited")
                    .addKeyValue("client", client)
                    .log("more password resets were asked for than are sent");
            return;
        }
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            LOG.atWarn().log("too many password resets are under way; one is dropped");
            return;
        }
        send(email)
                .onComplete(done -> underWay.decrementAndGet())
                .onFailure(e -> LOG.atError().setCause(e).log("a password reset could not be sent"));
    }

    /**
     * Sets the password of whoever has the token, once, and ends every session and lockout.
     *
     * <p>{@code MALFORMED_REQUEST} for a token that is unknown, used or over, as at the checkpoint.
     */
    public Future<Void> confirm(String token, String password, Origin origin) {
        byte[] digest = ResetTokens.digest(token);
        return resets.userOf(digest, clock.instant())
                .compose(id -> id.map(users::findById).orElseGet(() -> Future.succeededFuture(Optional.empty())))
                .map(found -> found.filter(User::mayComeBack).orElseThrow(PasswordResetService::invalid))
                .compose(user -> passwords.hashNew(user, password))
                .compose(hash -> changes.changeByReset(digest, clock.instant(), locked -> reset(locked, hash, origin)))
                .compose(mutation -> followUp.after(mutation.orElseThrow(PasswordResetService::invalid)))
                .mapEmpty();
    }

    private Mutation<User> reset(Locked locked, String hash, Origin origin) {
        User user = locked.user();
        if (!user.mayComeBack()) {
            throw invalid();
        }
        return passwords.mutation(
                user,
                hash,
                AuditType.USER_PASSWORD_RESET.by(Actor.user(user.id(), user.username()), origin, clock.instant()));
    }

    private Future<Void> send(String email) {
        return users.findByEmail(email).compose(found -> found.filter(
                        user -> user.mayComeBack() && user.passwordHash().isPresent())
                .map(this::send)
                .orElseGet(Future::succeededFuture));
    }

    private Future<Void> send(User user) {
        String token = tokens.next();
        Instant expiresAt = clock.instant().plus(settings.tokenLifetime());
        Optional<String> link = settings.link()
                .map(page -> page.replace(TOKEN_PLACE, URLEncoder.encode(token, StandardCharsets.UTF_8)));
        return resets.offer(user.id(), ResetTokens.digest(token), expiresAt)
                .compose(offered -> delivery.deliver(
                        new PasswordResetMessage(user.id(), user.username(), user.email(), token, link, expiresAt)))
                .onSuccess(delivered -> LOG.atInfo()
                        .addKeyValue("event", "password_reset_sent")
                        .addKeyValue("user_id", user.id())
                        .log("a password reset was sent"));
    }

    private static ServiceException invalid() {
        return new ServiceException(ErrorCode.MALFORMED_REQUEST, "Invalid or expired reset token");
    }
}
