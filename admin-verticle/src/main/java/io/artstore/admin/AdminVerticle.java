package io.artstore.admin;

import io.artstore.admin.bus.DownloadTicketsEndpoint;
import io.artstore.admin.bus.KeySetAnnouncer;
import io.artstore.admin.bus.RevocationsEndpoint;
import io.artstore.admin.bus.VerificationKeysEndpoint;
import io.artstore.admin.http.AdminRoutes;
import io.artstore.admin.http.IndexHandler;
import io.artstore.admin.http.KeySetHandler;
import io.artstore.admin.http.ServerMetadataHandler;
import io.artstore.admin.repository.DatabaseCheck;
import io.artstore.common.Version;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.database.PgPools;
import io.artstore.common.http.AccountRateLimits;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.security.TokenVerifier;
import io.artstore.common.security.TrustedVerifier;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.Objects;

/**
 * The composition root of the admin module: there is a key to sign with and somebody who can sign in before the listener
 * opens.
 */
public final class AdminVerticle extends VerticleBase {
    static final ApiDescription DESCRIPTION = new ApiDescription(
            "admin", "ArtStore Admin Module", Version.current(), "openapi/admin.yaml", "artstore.admin.http.port");

    private final ModuleContext module;
    private final ArtStoreConfig config;
    private final Teardown teardown = new Teardown("admin");

    private Pool pool;
    private AuditAssembly auditLog;
    private Foundation base;
    private KeysAssembly keys;
    private SessionsAssembly sessions;
    private AccountsAssembly accounts;
    private RegistryAssembly registry;
    private VerificationKeysEndpoint verificationKeys;
    private RevocationsEndpoint revocations;

    public AdminVerticle(ModuleContext module) {
        this.module = Objects.requireNonNull(module, "module");
        this.config = module.config();
    }

    @Override
    public Future<?> start() {
        return openDatabase()
                .compose(v -> openAuditLog())
                .compose(v -> openKeys())
                .compose(v -> AccountsAssembly.createInitialIdentities(base))
                .compose(v -> openSessions())
                .compose(v -> openAccounts())
                .compose(v -> openRegistry())
                .compose(v -> answerOnTheBus())
                .compose(v -> TrustedVerifier.open(vertx, module, verificationKeys, revocations, teardown))
                .compose(this::listen)
                .recover(failure -> teardown.run().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        return teardown.run();
    }

    private Future<Void> openDatabase() {
        pool = PgPools.open(
                vertx, Settings.adminDatabase(config), config.database().poolSize(), "artstore-admin");
        teardown.add(pool::close);
        return Future.succeededFuture();
    }

    private Future<Void> openAuditLog() {
        return AuditAssembly.open(vertx, config, pool, module.clock()).map(opened -> {
            teardown.add(opened::close);
            auditLog = opened;
            base = Foundation.lay(vertx, config, module.clock(), pool, opened.outbox(), teardown);
            return null;
        });
    }

    private Future<Void> openKeys() {
        return KeysAssembly.open(base).map(opened -> {
            teardown.add(opened::close);
            keys = opened;
            return null;
        });
    }

    private Future<Void> openSessions() {
        return SessionsAssembly.open(base, keys.service()).map(opened -> {
            teardown.add(opened::close);
            sessions = opened;
            return null;
        });
    }

    private Future<Void> openAccounts() {
        accounts = AccountsAssembly.open(base, sessions);
        teardown.add(accounts::close);
        return Future.succeededFuture();
    }

    private Future<Void> openRegistry() {
        return RegistryAssembly.open(base).map(opened -> {
            teardown.add(opened::close);
            registry = opened;
            return null;
        });
    }

    private Future<Void> answerOnTheBus() {
        verificationKeys = new VerificationKeysEndpoint(keys.service());
        teardown.add(verificationKeys.bind(vertx)::unregister);
        revocations = new RevocationsEndpoint(sessions.revocations());
        teardown.add(revocations.bind(vertx)::unregister);
        teardown.add(new DownloadTicketsEndpoint(keys.tickets()).bind(vertx)::unregister);
        // Whoever asked before admin was here asks again.
        new KeySetAnnouncer(vertx).keySetChanged();
        return Future.succeededFuture();
    }

    private Future<ApiServer> listen(TokenVerifier verifier) {
        ApiServer server = ApiServer.create(vertx, module, Settings.adminHttp(config), DESCRIPTION)
                .audit(new RequestAudit(base.audit().trail(), config.audit(), base.clock()))
                .readinessCheck("database", new DatabaseCheck(base.pool()));
        if (config.http().accountRateLimits().coverAdmin()) {
            server.limitAccounts(AccountRateLimits.ofListener(base.clock()));
        }
        routes(verifier).mount(server);
        registry.routes().mount(server, verifier);
        teardown.add(server::stop);
        return server.start();
    }

    private AdminRoutes routes(TokenVerifier verifier) {
        return new AdminRoutes(
                verifier,
                new IndexHandler(DESCRIPTION, base.clock()),
                new KeySetHandler(keys.service()),
                new ServerMetadataHandler(base.issuer()),
                sessions.routes(verifier),
                keys.routes(),
                accounts.serviceAccountRoutes(),
                accounts.userRoutes(),
                accounts.passwordRoutes(),
                auditLog.routes());
    }
}
