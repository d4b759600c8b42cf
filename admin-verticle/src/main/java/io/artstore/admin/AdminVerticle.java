package io.artstore.admin;

import io.artstore.admin.bus.DownloadTicketsEndpoint;
import io.artstore.admin.bus.KeySetAnnouncer;
import io.artstore.admin.bus.RevocationsEndpoint;
import io.artstore.admin.bus.VerificationKeysEndpoint;
import io.artstore.admin.crypto.JwtSigner;
import io.artstore.admin.crypto.KeyVault;
import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.domain.SecretGenerator;
import io.artstore.admin.http.AdminRoutes;
import io.artstore.admin.http.IndexHandler;
import io.artstore.admin.http.KeyHandlers;
import io.artstore.admin.http.KeyRoutes;
import io.artstore.admin.http.KeySetHandler;
import io.artstore.admin.http.ServerMetadataHandler;
import io.artstore.admin.repository.DatabaseCheck;
import io.artstore.admin.repository.InitialIdentityRepository;
import io.artstore.admin.repository.SigningKeyRepository;
import io.artstore.admin.service.DownloadTicketService;
import io.artstore.admin.service.InitialIdentityService;
import io.artstore.admin.service.KeyAdministrationService;
import io.artstore.admin.service.KeyRenewalJob;
import io.artstore.admin.service.KeySealingService;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.admin.store.CredentialsFile;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.Version;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ArtStoreConfig.Admin.Keys;
import io.artstore.common.config.Secret;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.database.PgPools;
import io.artstore.common.http.AccountRateLimits;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.RequestAudit;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
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

    private final ModuleContext module;
    private final ArtStoreConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Deque<Supplier<Future<Void>>> closers = new ArrayDeque<>();

    private Pool pool;
    private AuditAssembly auditLog;
    private Foundation base;
    private SigningKeyService keys;
    private VerificationKeysApi keysApi;
    private SessionsAssembly sessions;
    private RegistryAssembly registry;
    private AccountsAssembly accounts;
    private RevocationsApi revocationsApi;

    public AdminVerticle(ModuleContext module) {
        this.module = Objects.requireNonNull(module, "module");
        this.config = module.config();
        this.clock = module.clock();
    }

    @Override
    public Future<?> start() {
        return openDatabase()
                .compose(v -> openAuditLog())
                .compose(audit -> layFoundation(audit))
                .compose(v -> prepareSigningKeys())
                .compose(v -> createInitialIdentities())
                .compose(v -> openSessions())
                .compose(v -> openAccounts())
                .compose(v -> openRegistry())
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

    private Future<AuditOutbox> openAuditLog() {
        return AuditAssembly.open(vertx, config, pool, clock).map(opened -> {
            closers.push(opened::close);
            auditLog = opened;
            return opened.outbox();
        });
    }

    private Future<Void> layFoundation(AuditOutbox audit) {
        base = new Foundation(
                vertx,
                config,
                clock,
                random,
                pool,
                audit,
                workers("admin-background", "background work", 1, BACKGROUND_QUEUE),
                workers("admin-signing", "token signing", CORES, SIGNATURE_QUEUE),
                new SecretHasher(workers("admin-passwords", "password verification", CORES, PASSWORD_QUEUE)));
        return Future.succeededFuture();
    }

    private Future<Void> prepareSigningKeys() {
        SigningKeyRepository repository = new SigningKeyRepository(base.pool());
        return openVault().compose(vault -> new KeySealingService(repository, vault, clock)
                .sealAll()
                .compose(v -> renewSigningKeys(repository, vault)));
    }

    private Future<KeyVault> openVault() {
        Keys settings = config.admin().keys();
        return base.background()
                .run(() -> KeyVault.of(
                        settings.encryptionSecret().map(Secret::value),
                        settings.formerEncryptionSecret().map(Secret::value),
                        random));
    }

    private Future<Void> renewSigningKeys(SigningKeyRepository repository, KeyVault vault) {
        keys = new SigningKeyService(
                repository,
                schedule(),
                config.admin().keys().privateKeyPath(),
                vault,
                base.background(),
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
                        new InitialIdentityRepository(base.pool()),
                        base.hasher(),
                        new SecretGenerator(random),
                        new CredentialsFile(base.background(), config.home()),
                        clock)
                .createMissing();
    }

    private Future<Void> openSessions() {
        return SessionsAssembly.open(base, keys)
                .onSuccess(opened -> {
                    sessions = opened;
                    closers.push(opened::close);
                })
                .mapEmpty();
    }

    private Future<Void> openRegistry() {
        return RegistryAssembly.open(base)
                .onSuccess(opened -> {
                    registry = opened;
                    closers.push(opened::close);
                })
                .mapEmpty();
    }

    private Future<Void> openAccounts() {
        accounts = AccountsAssembly.open(base, sessions);
        closers.push(accounts::close);
        return Future.succeededFuture();
    }

    private Future<Void> answerOnTheBus() {
        keysApi = new VerificationKeysEndpoint(keys);
        MessageConsumer<JsonObject> endpoint = new ServiceBinder(vertx)
                .setAddress(VerificationKeysApi.ADDRESS)
                .register(VerificationKeysApi.class, keysApi);
        closers.push(endpoint::unregister);
        revocationsApi = new RevocationsEndpoint(sessions.revocations());
        MessageConsumer<JsonObject> revocationsEndpoint = new ServiceBinder(vertx)
                .setAddress(RevocationsApi.ADDRESS)
                .register(RevocationsApi.class, revocationsApi);
        closers.push(revocationsEndpoint::unregister);
        DownloadTicketService tickets =
                new DownloadTicketService(keys, new JwtSigner(vertx, base.signing()), base.issuer(), clock);
        closers.push(new DownloadTicketsEndpoint(tickets).bind(vertx)::unregister);
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
                    return new JwtTokenVerifier(store, revoked, base.issuer(), clock);
                });
    }

    private Future<ApiServer> listen(TokenVerifier verifier) {
        ApiServer server = ApiServer.create(vertx, module, Settings.adminHttp(config), DESCRIPTION)
                .audit(new RequestAudit(base.audit().trail(), config.audit(), clock))
                .readinessCheck("database", new DatabaseCheck(base.pool()));
        if (config.http().accountRateLimits().coverAdmin()) {
            server.limitAccounts(AccountRateLimits.ofListener(clock));
        }
        routes(verifier).mount(server);
        registry.routes().mount(server, verifier);
        closers.push(server::stop);
        return server.start();
    }

    private AdminRoutes routes(TokenVerifier verifier) {
        return new AdminRoutes(
                verifier,
                new IndexHandler(DESCRIPTION, clock),
                new KeySetHandler(keys),
                new ServerMetadataHandler(base.issuer()),
                sessions.routes(verifier),
                keyRoutes(),
                accounts.serviceAccountRoutes(),
                accounts.userRoutes(),
                accounts.passwordRoutes(),
                auditLog.routes());
    }

    private KeyRoutes keyRoutes() {
        KeyHandlers handlers =
                new KeyHandlers(new KeyAdministrationService(new SigningKeyRepository(base.pool()), keys, schedule()));
        return new KeyRoutes(handlers::status, handlers::active, handlers::history, handlers::rotate);
    }

    private KeySchedule schedule() {
        return KeySchedule.daily(base.lifetimes().longest());
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
