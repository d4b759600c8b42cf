package io.artstore.admin.service;

import io.artstore.admin.domain.IssuedTokens;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccount.PreviousSecret;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.admin.domain.TokenSubject;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.common.audit.AuditTrail;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.database.Batcher;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OAuth 2.0 client credentials grant, RFC 6749 section 4.4. Belongs to one event loop. */
public final class ClientCredentialsService {
    static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ClientCredentialsService.class);

    private final ServiceAccountRepository accounts;
    private final Batcher<String, Optional<ServiceAccount>> lookups;
    private final VerifiedSecrets secrets;
    private final TokenIssuer issuer;
    private final AuditTrail audit;
    private final Clock clock;

    public ClientCredentialsService(
            ServiceAccountRepository accounts,
            VerifiedSecrets secrets,
            TokenIssuer issuer,
            AuditTrail audit,
            Clock clock) {
        this.accounts = Objects.requireNonNull(accounts, "accounts");
        this.lookups = new Batcher<>(accounts::findByClientIds);
        this.secrets = Objects.requireNonNull(secrets, "secrets");
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.audit = Objects.requireNonNull(audit, "audit");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Tokens for the account, or {@code INVALID_CLIENT} where id and secret do not belong together, or
     * {@code FORBIDDEN} where they do but the account is suspended, expired or deleted. An unknown id takes as long as a
     * wrong secret.
     */
    public Future<IssuedTokens> grant(String clientId, String clientSecret, Origin origin) {
        return authenticate(clientId, clientSecret)
                .onSuccess(account -> audit.record(granted(account, origin)))
                .onFailure(failure -> rememberRefusal(failure, clientId, origin))
                .compose(account -> issuer.issue(TokenSubject.of(account)));
    }

    /** The account, with the refusals of {@link #grant}. */
    public Future<ServiceAccount> authenticate(String clientId, String clientSecret) {
        return lookups.submit(clientId)
                .compose(found -> found.filter(account -> isRemembered(account, clientSecret))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> verified(found, clientId, clientSecret)))
                .map(account -> {
                    Instant now = clock.instant();
                    requireActive(account, now);
                    noteUse(account, now);
                    return account;
                });
    }

    private AuditEvent granted(ServiceAccount account, Origin origin) {
        return AuditType.TOKEN_SUCCESS
                .by(Actor.serviceAccount(account.id(), account.clientId()), origin, clock.instant())
                .about(account.id().toString());
    }

    /** Who was refused is only who they said they were; a fault of the program refuses nobody. */
    private void rememberRefusal(Throwable failure, String clientId, Origin origin) {
        if (failure instanceof ServiceException refused && refused.code().status() < 500) {
            audit.recordAtOnce(AuditType.TOKEN_FAILED
                    .by(Actor.claiming(clientId), origin, clock.instant())
                    .failed(refused.detail()));
        }
    }

    private boolean isRemembered(ServiceAccount account, String secret) {
        return secrets.remembers(secret, account.secretHash())
                || account.previousSecretAt(clock.instant())
                        .filter(previous -> secrets.remembers(secret, previous.hash()))
                        .isPresent();
    }

    /** bcrypt takes its time: the account is read once more, in case it was suspended or its secret replaced meanwhile. */
    private Future<ServiceAccount> verified(Optional<ServiceAccount> found, String clientId, String secret) {
        return matchingHash(found, secret)
                .compose(hash -> hash.isEmpty()
                        ? Future.failedFuture(OAuthErrors.invalidClient())
                        : lookups.submit(clientId)
                                .map(present -> present.filter(account -> isInForce(account, hash.get()))
                                        .orElseThrow(OAuthErrors::invalidClient)));
    }

    private boolean isInForce(ServiceAccount account, String hash) {
        return hash.equals(account.secretHash())
                || account.previousSecretAt(clock.instant())
                        .filter(previous -> hash.equals(previous.hash()))
                        .isPresent();
    }

    private Future<Optional<String>> matchingHash(Optional<ServiceAccount> found, String secret) {
        Optional<String> hash = found.map(ServiceAccount::secretHash);
        return verify(secret, hash)
                .compose(match -> match ? Future.succeededFuture(hash) : matchingPreviousHash(found, secret));
    }

    /**
     * While any account has a replaced secret that still works, a refusal costs everybody a second check, so that nobody
     * learns from its time whose.
     */
    private Future<Optional<String>> matchingPreviousHash(Optional<ServiceAccount> found, String secret) {
        Instant now = clock.instant();
        Optional<String> hash =
                found.flatMap(account -> account.previousSecretAt(now)).map(PreviousSecret::hash);
        return accounts.anyPreviousSecretAt(now)
                .compose(any -> any ? verify(secret, hash) : Future.succeededFuture(false))
                .map(match -> match ? hash : Optional.empty());
    }

    /** Takes as long where there is no hash. */
    private Future<Boolean> verify(String secret, Optional<String> hash) {
        return hash.map(known -> secrets.verify(secret, known)).orElseGet(() -> secrets.verifyNobody(secret));
    }

    private static void requireActive(ServiceAccount account, Instant now) {
        ServiceAccountStatus status = account.statusAt(now);
        switch (status) {
            case ACTIVE -> {}
            case EXPIRED ->
                throw OAuthErrors.accessDenied("Service Account secret has expired. Please rotate your secret.");
            case SUSPENDED -> throw OAuthErrors.accessDenied("Service Account is suspended. Contact administrator.");
            case DELETED -> throw OAuthErrors.accessDenied("Service Account is deleted");
        }
    }

    /** The answer does not wait for it. */
    private void noteUse(ServiceAccount account, Instant now) {
        Instant limit = now.minus(USE_NOTED_EVERY);
        if (account.lastUsedAt().filter(limit::isBefore).isEmpty()) {
            accounts.markUsed(account.id(), now, limit).onFailure(e -> LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("client_id", account.clientId())
                    .log("the use of a service account could not be noted"));
        }
    }
}
