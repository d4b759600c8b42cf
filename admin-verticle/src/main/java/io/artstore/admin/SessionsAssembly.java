package io.artstore.admin;

import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.admin.bus.RevocationAnnouncer;
import io.artstore.admin.crypto.JwtSigner;
import io.artstore.admin.crypto.RefreshTokenSeal;
import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.http.AttemptLimits;
import io.artstore.admin.http.AuthRoutes;
import io.artstore.admin.http.LoginHandler;
import io.artstore.admin.http.LogoutHandler;
import io.artstore.admin.http.MeHandler;
import io.artstore.admin.http.RefreshHandler;
import io.artstore.admin.http.TokenHandler;
import io.artstore.admin.http.TokenInspectionHandlers;
import io.artstore.admin.repository.RefreshFamilyRepository;
import io.artstore.admin.repository.RevocationRepository;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.admin.repository.UserRepository;
import io.artstore.admin.service.CleanupJob;
import io.artstore.admin.service.ClientCredentialsService;
import io.artstore.admin.service.LoginService;
import io.artstore.admin.service.ProfileService;
import io.artstore.admin.service.RevocationService;
import io.artstore.admin.service.SessionService;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.admin.service.TokenInspectionService;
import io.artstore.admin.service.TokenIssuer;
import io.artstore.admin.service.VerifiedSecrets;
import io.artstore.common.ratelimit.RateLimiter;
import io.artstore.common.security.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Wires sessions: how people and applications get tokens, use them up, and lose them. */
final class SessionsAssembly {
    private static final int REFRESH_SECRET_BYTES = 32;

    private final Foundation base;
    private final RefreshFamilyRepository families;
    private final RevocationService revocations;
    private final CleanupJob cleanup;
    private final RefreshTokenSeal seal;
    private final TokenIssuer issuer;
    private final VerifiedSecrets secrets;
    private final AttemptLimits attempts;

    private SessionsAssembly(
            Foundation base,
            RefreshFamilyRepository families,
            RevocationRepository revoked,
            SigningKeyService keys,
            byte[] refreshSecret) {
        this.base = base;
        this.families = families;
        this.revocations = new RevocationService(
                revoked,
                new RevocationAnnouncer(base.vertx()),
                base.audit(),
                base.lifetimes(),
                rest -> pause(base.vertx(), rest),
                base.clock());
        this.cleanup = new CleanupJob(base.vertx(), families, revoked, base.clock());
        this.seal = new RefreshTokenSeal(refreshSecret);
        this.issuer = new TokenIssuer(
                keys, new JwtSigner(base.vertx(), base.signing()), seal, base.lifetimes(), base.issuer(), base.clock());
        this.secrets = new VerifiedSecrets(base.hasher(), base.random(), Ticker.systemTicker());
        this.attempts = new AttemptLimits(
                new RateLimiter(Ticker.systemTicker()), base.settings().attempts());
    }

    /** Over the installation's refresh secret, made where there is none; from now on what has expired is forgotten. */
    static Future<SessionsAssembly> open(Foundation base, SigningKeyService keys) {
        RefreshFamilyRepository families = new RefreshFamilyRepository(base.pool());
        byte[] candidate = new byte[REFRESH_SECRET_BYTES];
        base.random().nextBytes(candidate);
        return families.secret(candidate)
                .map(secret ->
                        new SessionsAssembly(base, families, new RevocationRepository(base.pool()), keys, secret))
                .onSuccess(opened -> opened.cleanup.start());
    }

    RevocationService revocations() {
        return revocations;
    }

    TokenIssuer issuer() {
        return issuer;
    }

    /** What stands in front of routes where a secret is tried. */
    AttemptLimits attempts() {
        return attempts;
    }

    VerifiedSecrets secrets() {
        return secrets;
    }

    AuthRoutes routes(TokenVerifier verifier) {
        ServiceAccountRepository accounts = new ServiceAccountRepository(base.pool());
        UserRepository users = new UserRepository(base.pool());
        ProfileService profiles = new ProfileService(users, accounts, base.clock());
        SessionService sessions = new SessionService(
                seal, families, profiles, revocations, issuer, base.lifetimes().refresh(), base.clock());
        ClientCredentialsService clients = new ClientCredentialsService(
                accounts, secrets, issuer, base.audit().trail(), base.clock());
        LoginService logins = new LoginService(
                users,
                base.hasher(),
                issuer,
                LockoutPolicy.CHECKPOINT,
                base.audit().trail(),
                base.clock());
        TokenInspectionHandlers inspection = new TokenInspectionHandlers(
                new TokenInspectionService(verifier, seal, families, profiles, revocations, base.clock()),
                clients,
                verifier,
                base.issuer());
        return new AuthRoutes(
                new TokenHandler(clients),
                new LoginHandler(logins),
                new RefreshHandler(sessions),
                new LogoutHandler(sessions),
                inspection::introspect,
                inspection::revoke,
                new MeHandler(profiles, base.passwordPolicy(), base.clock()),
                attempts.logins(),
                attempts.tokens());
    }

    Future<Void> close() {
        cleanup.stop();
        return Future.succeededFuture();
    }

    private static Future<Void> pause(Vertx vertx, Duration duration) {
        return vertx.timer(duration.toMillis() + 1, TimeUnit.MILLISECONDS).mapEmpty();
    }
}
