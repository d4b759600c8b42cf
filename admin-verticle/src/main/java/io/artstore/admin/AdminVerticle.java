package io.artstore.admin;

import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.admin.bus.KeySetAnnouncer;
import io.artstore.admin.bus.RevocationAnnouncer;
import io.artstore.admin.bus.RevocationsEndpoint;
import io.artstore.admin.bus.VerificationKeysEndpoint;
import io.artstore.admin.crypto.JwtSigner;
import io.artstore.admin.crypto.RefreshTokenSeal;
import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.SecretGenerator;
import io.artstore.admin.http.AdminRoutes;
import io.artstore.admin.http.IndexHandler;
import io.artstore.admin.http.KeyHandlers;
import io.artstore.admin.http.KeyRoutes;
import io.artstore.admin.http.KeySetHandler;
import io.artstore.admin.http.LoginHandler;
import io.artstore.admin.http.LogoutHandler;
import io.artstore.admin.http.MeHandler;
import io.artstore.admin.http.RefreshHandler;
import io.artstore.admin.http.ServerMetadataHandler;
import io.artstore.admin.http.TokenHandler;
import io.artstore.admin.http.TokenInspectionHandlers;
import io.artstore.admin.repository.DatabaseCheck;
import io.artstore.admin.repository.InitialIdentityRepository;
import io.artstore.admin.repository.RefreshFamilyRepository;
import io.artstore.admin.repository.RevocationRepository;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.admin.repository.SigningKeyRepository;
import io.artstore.admin.repository.UserRepository;
import io.artstore.admin.service.CleanupJob;
import io.artstore.admin.service.ClientCredentialsService;
import io.artstore.admin.service.InitialIdentityService;
import io.artstore.admin.service.KeyAdministrationService;
import io.artstore.admin.service.KeyRenewalJob;
import io.artstore.admin.service.LoginService;
import io.artstore.admin.service.ProfileService;
import io.artstore.admin.service.RevocationService;
import io.artstore.admin.service.SessionService;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.admin.service.TokenInspectionService;
import io.artstore.admin.service.TokenIssuer;
import io.artstore.admin.service.TokenIssuer.Lifetimes;
import io.artstore.admin.service.VerifiedSecrets;
import io.artstore.admin.store.CredentialsFile;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.Version;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.database.PgPools;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.security.JwtTokenVerifier;
import io.artstore.common.security.RevocationList;
import io.artstore.common.security.TokenVerifier;
import io.artstore.common.security.VerificationKeyStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root of the admin module: there is a key to sign with and somebody who can sign in before the listener
 * opens.
 */
public final class AdminVerticle extends VerticleBase {
    static final ApiDescription DESCRIPTION = new ApiDescription(
            "admin", "ArtStore Admin Module", Version.current(), "openapi/admin.yaml", "artstore.admin.http.port");

    private static final Logger LOG = LoggerFactory.getLogger(AdminVerticle.class);

    /** bcrypt and RSA use a core each as long as they run. */
    private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** At 0.4 s for one, the last in the queue waits about 6 s. */
    private static final int PASSWORD_QUEUE = 16 * CORES;

    private static final int SIGNATURE_QUEUE = 512 * CORES;
    private static final int BACKGROUND_QUEUE = 16;
    private static final int REFRESH_SECRET_BYTES = 32;

    private final ModuleContext module;
    private final ArtStoreConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Deque<Supplier<Future<Void>>> closers = new ArrayDeque<>();

    private Pool pool;
    private BoundedWorkers background;
    private BoundedWorkers signing;
    private SecretHasher hasher;
    private SigningKeyService keys;
    private RefreshFamilyRepository families;
    private RefreshTokenSeal seal;
    private VerificationKeysApi keysApi;
    private RevocationService revocations;
    private RevocationsApi revocationsApi;

    public AdminVerticle(ModuleContext module) {
        this.module = Objects.requireNonNull(module, "module");
        this.config = module.config();
        this.clock = module.clock();
    }

    @Override
    public Future<?> start() {
        return openDatabase()
                .compose(v -> openWorkers())
                .compose(v -> prepareSigningKeys())
                .compose(v -> createInitialIdentities())
                .compose(v -> openSessions())
                .compose(v -> answerOnTheBus())
                .compose(v -> trustedVerifier())
                .compose(this::listen)
                .recover(failure -> closeAll().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        return closeAll();
    }

    private Future<Void> openDatabase() {
        pool = PgPools.open(
                vertx, Settings.adminDatabase(config), config.database().poolSize(), "artstore-admin");
        closers.push(pool::close);
        return Future.succeededFuture();
    }

    private Future<Void> openWorkers() {
        background = workers("admin-background", "background work", 1, BACKGROUND_QUEUE);
        signing = workers("admin-signing", "token signing", CORES, SIGNATURE_QUEUE);
        hasher = new SecretHasher(workers("admin-passwords", "password verification", CORES, PASSWORD_QUEUE));
        return Future.succeededFuture();
    }

    private Future<Void> prepareSigningKeys() {
        keys = new SigningKeyService(
                new SigningKeyRepository(pool),
                schedule(),
                config.admin().keys().privateKeyPath(),
                background,
                clock,
                new KeySetAnnouncer(vertx));
        KeyRenewalJob job = new KeyRenewalJob(vertx, keys);
        return keys.renewIfDue().onSuccess(v -> {
            job.start();
            closers.push(() -> {
                job.stop();
                return Future.succeededFuture();
            });
        });
    }

    private Future<Void> createInitialIdentities() {
        return new InitialIdentityService(
                        config.admin(),
                        new InitialIdentityRepository(pool),
                        hasher,
                        new SecretGenerator(random),
                        new CredentialsFile(background, config.home()),
                        clock)
                .createMissing();
    }

    private Future<Void> openSessions() {
        families = new RefreshFamilyRepository(pool);
        RevocationRepository revoked = new RevocationRepository(pool);
        revocations = new RevocationService(revoked, new RevocationAnnouncer(vertx), lifetimes(), this::pause, clock);
        byte[] candidate = new byte[REFRESH_SECRET_BYTES];
        random.nextBytes(candidate);
        CleanupJob job = new CleanupJob(vertx, families, revoked, clock);
        return families.secret(candidate)
                .onSuccess(secret -> {
                    seal = new RefreshTokenSeal(secret);
                    job.start();
                    closers.push(() -> {
                        job.stop();
                        return Future.succeededFuture();
                    });
                })
                .mapEmpty();
    }

    private Future<Void> answerOnTheBus() {
        keysApi = new VerificationKeysEndpoint(keys);
        MessageConsumer<JsonObject> endpoint = new ServiceBinder(vertx)
                .setAddress(VerificationKeysApi.ADDRESS)
                .register(VerificationKeysApi.class, keysApi);
        closers.push(endpoint::unregister);
        revocationsApi = new RevocationsEndpoint(revocations);
        MessageConsumer<JsonObject> revocationsEndpoint = new ServiceBinder(vertx)
                .setAddress(RevocationsApi.ADDRESS)
                .register(RevocationsApi.class, revocationsApi);
        closers.push(revocationsEndpoint::unregister);
        // Whoever asked before admin was here asks again.
        new KeySetAnnouncer(vertx).keySetChanged();
        return Future.succeededFuture();
    }

    private Future<TokenVerifier> trustedVerifier() {
        return VerificationKeyStore.open(vertx, keysApi, config.security(), clock)
                .map(store -> {
                    closers.push(store.followChanges()::unregister);
                    RevocationList revoked = RevocationList.follow(vertx, revocationsApi, clock);
                    closers.push(revoked::stop);
                    return new JwtTokenVerifier(store, revoked, issuer(), clock);
                });
    }

    private Future<ApiServer> listen(TokenVerifier verifier) {
        ApiServer server = ApiServer.create(vertx, module, Settings.adminHttp(config), DESCRIPTION)
                .readinessCheck("database", new DatabaseCheck(pool));
        routes(verifier).mount(server);
        closers.push(server::stop);
        return server.start();
    }

    private AdminRoutes routes(TokenVerifier verifier) {
        ServiceAccountRepository accounts = new ServiceAccountRepository(pool);
        UserRepository users = new UserRepository(pool);
        TokenIssuer issuer = new TokenIssuer(keys, new JwtSigner(vertx, signing), seal, lifetimes(), issuer(), clock);
        ProfileService profiles = new ProfileService(users, accounts, clock);
        SessionService sessions = new SessionService(
                seal, families, profiles, revocations, issuer, lifetimes().refresh(), clock);
        VerifiedSecrets secrets = new VerifiedSecrets(hasher, random, Ticker.systemTicker());
        ClientCredentialsService clients = new ClientCredentialsService(accounts, secrets, issuer, clock);
        TokenInspectionHandlers inspection = new TokenInspectionHandlers(
                new TokenInspectionService(verifier, seal, families, profiles, revocations, clock),
                clients,
                verifier,
                issuer());
        return new AdminRoutes(
                verifier,
                new IndexHandler(DESCRIPTION, clock),
                new KeySetHandler(keys),
                new ServerMetadataHandler(issuer()),
                new TokenHandler(clients),
                new LoginHandler(new LoginService(users, hasher, issuer, LockoutPolicy.CHECKPOINT, clock)),
                new RefreshHandler(sessions),
                new LogoutHandler(sessions),
                inspection::introspect,
                inspection::revoke,
                new MeHandler(profiles),
                keyRoutes());
    }

    private KeyRoutes keyRoutes() {
        KeyHandlers handlers =
                new KeyHandlers(new KeyAdministrationService(new SigningKeyRepository(pool), keys, schedule()));
        return new KeyRoutes(handlers::status, handlers::active, handlers::history, handlers::rotate);
    }

    private KeySchedule schedule() {
        return KeySchedule.daily(lifetimes().longest());
    }

    private String issuer() {
        return config.admin().token().issuer();
    }

    private Future<Void> pause(Duration duration) {
        return vertx.timer(duration.toMillis() + 1, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Lifetimes lifetimes() {
        return new Lifetimes(
                config.admin().token().accessLifetime(), config.admin().token().refreshLifetime());
    }

    private BoundedWorkers workers(String name, String purpose, int threads, int queue) {
        BoundedWorkers workers = BoundedWorkers.open(vertx, name, purpose, threads, queue);
        closers.push(workers::close);
        return workers;
    }

    /** In the reverse order of opening; a failure to close one thing keeps no other open. */
    private Future<Void> closeAll() {
        Supplier<Future<Void>> next = closers.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        return next.get()
                .onFailure(e -> LOG.atWarn().setCause(e).log("a part of the admin module did not close"))
                .transform(closed -> closeAll());
    }
}
