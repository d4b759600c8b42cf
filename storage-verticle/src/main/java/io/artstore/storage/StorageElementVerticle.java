package io.artstore.storage;

import io.artstore.common.Version;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.database.PgPools;
import io.artstore.common.http.AccountRateLimits;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.security.TokenVerifier;
import io.artstore.storage.bus.ChangeEvents;
import io.artstore.storage.bus.ChangeFeedEndpoint;
import io.artstore.storage.bus.ElementAnnouncer;
import io.artstore.storage.bus.IntegrityEvents;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.http.RecoveryJson;
import io.artstore.storage.http.StorageRoutes;
import io.artstore.storage.repository.ChangeRepository;
import io.artstore.storage.repository.Database;
import io.artstore.storage.repository.ElementRepository;
import io.artstore.storage.repository.OwnershipLock;
import io.artstore.storage.service.ChangeBell;
import io.artstore.storage.service.ChangeFeedService;
import io.artstore.storage.service.ModeAdoption;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.RecoveryService;
import io.artstore.storage.service.job.JobService;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.LocalBlobStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root of one storage element: owned by one process at a time, recovered before it listens.
 *
 * <p>A process that loses the ownership stops serving at once and becomes a standby like any other.
 */
public final class StorageElementVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StorageElementVerticle.class);
    private static final String TITLE = "ArtStore Storage Element";
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

    private final ModuleContext module;
    private final ElementSettings settings;
    private final ApiDescription description;
    private final FailPoints failPoints;
    private final boolean doors;
    private final Deque<Supplier<Future<Void>>> closers = new ArrayDeque<>();

    private Database database;
    private AuditOutbox audit;
    private BlobStore store;
    private ModeGate gate;
    private ElementAnnouncer announcer;
    private ElementAssembly element;
    private RecoveryService.Summary recovered;
    private boolean serving;
    private boolean lost;
    private boolean stopping;

    /**
     * An element that is to be started.
     *
     * @param portKey the configuration key of its port, for messages
     */
    public StorageElementVerticle(
            ModuleContext module, ElementSettings settings, String portKey, FailPoints failPoints) {
        this(module, settings, portKey, failPoints, true);
    }

    private StorageElementVerticle(
            ModuleContext module, ElementSettings settings, String portKey, FailPoints failPoints, boolean doors) {
        this.module = Objects.requireNonNull(module, "module");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.failPoints = Objects.requireNonNull(failPoints, "failPoints");
        this.doors = doors;
        this.description = new ApiDescription(
                listenerName(settings.id()), TITLE, Version.current(), "openapi/storage.yaml", portKey);
    }

    /**
     * One that listens nowhere: owned and recovered as usual, for long work on an element that nobody serves. Its start
     * fails with {@link ElementServedException} where somebody does.
     */
    static StorageElementVerticle withoutDoors(ModuleContext module, ElementSettings settings) {
        return new StorageElementVerticle(module, settings, "none", FailPoints.NONE, false);
    }

    /** Runs something on the element's event loop, where its jobs belong. */
    <T> Future<T> withJobs(Function<JobService, Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> Future.succeededFuture()
                .compose(ready -> work.apply(element.jobs()))
                .onComplete(done));
        return done.future();
    }

    static String listenerName(String elementId) {
        return "storage/" + elementId;
    }

    /** Completes when the element serves, or stands by for the process that owns it. */
    @Override
    public Future<?> start() {
        return begin().recover(failure -> closeAll().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return closeAll();
    }

    private Future<Void> begin() {
        lost = false;
        OwnershipLock lock = new OwnershipLock(
                vertx, PgPools.connectOptions(settings.database(), "artstore-owner-" + settings.id()), settings.id());
        closers.push(lock::release);
        return lock.tryAcquire(this::standDown).compose(owner -> owner ? takeOver() : standBy(lock));
    }

    private Future<Void> takeOver() {
        return openDatabase()
                .compose(v -> openStore())
                .compose(v -> adoptMode())
                .compose(v -> assemble())
                .compose(v -> recover())
                .compose(v -> watchDisk())
                .compose(v -> doors ? openDoors() : Future.succeededFuture())
                .map(open -> serve());
    }

    private Future<Void> openDoors() {
        return TrustedVerifier.open(vertx, module, closers::push)
                .compose(this::listen)
                .compose(this::answerOnTheBus);
    }

    /** The rest of the process does not wait for the owner to end. */
    private Future<Void> standBy(OwnershipLock lock) {
        if (!doors) {
            return Future.failedFuture(new ElementServedException(settings.id()));
        }
        LOG.atInfo()
                .addKeyValue("element", settings.id())
                .log("another process serves this element; this one is its standby");
        StandbyListener standby = new StandbyListener(vertx, module, settings.http(), settings.id(), description);
        closers.push(standby::close);
        return standby.open().onSuccess(standing -> lock.acquireLater(this::standDown)
                .compose(owner -> standby.close())
                .compose(closed -> takeOver())
                .onFailure(this::tryAgainLater));
    }

    private Void serve() {
        if (lost) {
            throw new IllegalStateException("the connection that owns the element was lost before it served");
        }
        serving = true;
        LOG.atInfo().addKeyValue("element", settings.id()).log("the element serves");
        return null;
    }

    private Future<Void> openDatabase() {
        Pool pool = PgPools.open(
                vertx, settings.database(), module.config().database().poolSize(), "artstore-storage-" + settings.id());
        closers.push(pool::close);
        database = new Database(pool, settings.id());
        audit = AuditOutbox.open(
                vertx,
                description.name(),
                pool,
                AuditOutboxRepository.ofElement(settings.id()),
                AuditApi.client(vertx));
        closers.push(audit::close);
        return Future.succeededFuture();
    }

    private Future<Void> openStore() {
        store = new LocalBlobStore(
                vertx, settings.id(), settings.path(), settings.upkeep().durability(), failPoints);
        closers.push(store::close);
        return store.open();
    }

    private Future<Void> adoptMode() {
        return new ModeAdoption(settings, new ElementRepository(database), module.clock())
                .adopt()
                .map(mode -> {
                    gate = new ModeGate(mode);
                    return null;
                });
    }

    private Future<Void> assemble() {
        announcer = new ElementAnnouncer(
                vertx,
                () -> new ElementAnnouncement(settings.id(), url(), gate.mode().label()));
        ElementMeters meters = new ElementMeters(settings.id());
        element = new ElementAssembly(
                vertx,
                settings,
                database,
                store,
                gate,
                bell(),
                announcer,
                List.of(new IntegrityEvents(vertx, settings.id()), meters::countDamage),
                failPoints,
                module.clock());
        meters.register(element.capacity());
        meters.register(element.hot());
        meters.register(element.fixity());
        closers.push(() -> {
            meters.remove();
            return element.close();
        });
        return Future.succeededFuture();
    }

    /** Whatever comes into the feed has come into the outbox. */
    private ChangeBell bell() {
        ChangeEvents events = new ChangeEvents(vertx, settings.id());
        return () -> {
            events.ring();
            audit.committed();
        };
    }

    private Future<Void> recover() {
        return element.recovery()
                .recover()
                .map(summary -> {
                    recovered = summary;
                    return null;
                })
                .compose(done -> element.jobs().takeOver())
                .map(resumed -> {
                    element.startUpkeep();
                    return null;
                });
    }

    private Future<Void> watchDisk() {
        DiskWatch watch = new DiskWatch(vertx, store, element.capacity());
        closers.push(watch::stop);
        return watch.start();
    }

    private Future<ApiServer> listen(TokenVerifier verifier) {
        ApiServer server = ApiServer.create(vertx, module, settings.http(), description)
                .audit(new RequestAudit(audit.trail(), module.config().audit(), module.clock()))
                .startFact("recovery", RecoveryJson.of(recovered))
                .readinessCheck("database", element.documents()::ping)
                .readinessCheck("storage", () -> store.freeBytes().mapEmpty());
        if (module.config().http().accountRateLimits().coverData()) {
            server.limitAccounts(AccountRateLimits.ofListener(module.clock()));
        }
        new StorageRoutes(verifier, element.services(), TITLE, Version.current(), module.clock()).mount(server);
        closers.push(server::stop);
        return server.start();
    }

    private Future<Void> answerOnTheBus(ApiServer listening) {
        ChangeFeedService feed = new ChangeFeedService(settings.id(), url(), new ChangeRepository(database));
        closers.push(new ChangeFeedEndpoint(feed).bind(vertx, settings.id())::unregister);
        closers.push(announcer::stop);
        return announcer.start();
    }

    private String url() {
        return settings.publicUrl()
                .orElseGet(() -> module.addresses().of(description.name()).toString());
    }

    /** Another process may be the owner by now, so nothing may be served or written any more. */
    private void standDown() {
        lost = true;
        if (stopping || !serving) {
            return;
        }
        serving = false;
        LOG.atError()
                .addKeyValue("element", settings.id())
                .log(
                        "lost the database connection that owns the element; it stops serving and waits to take over again");
        closeAll().onComplete(closed -> takeOverAgain());
    }

    private void takeOverAgain() {
        if (!stopping) {
            begin().onFailure(this::tryAgainLater);
        }
    }

    private void tryAgainLater(Throwable failure) {
        if (stopping) {
            return;
        }
        LOG.atWarn().setCause(failure).addKeyValue("element", settings.id()).log("cannot take over yet");
        closeAll().onComplete(closed -> vertx.setTimer(TRY_AGAIN_AFTER.toMillis(), timer -> takeOverAgain()));
    }

    /** In the reverse order of opening; a failure to close one thing keeps no other open. */
    private Future<Void> closeAll() {
        Supplier<Future<Void>> next = closers.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        return next.get()
                .onFailure(failure -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("element", settings.id())
                        .log("a part of the element did not close"))
                .transform(closed -> closeAll());
    }
}
