package io.artstore.storage;

import io.artstore.common.Version;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.database.PgPools;
import io.artstore.common.http.ApiDescription;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.repository.OwnershipLock;
import io.artstore.storage.service.job.JobService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
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
    private final Teardown teardown;

    private ServedElement element;
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
        this.teardown = new Teardown(listenerName(settings.id()));
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
        return begin().recover(failure -> teardown.run().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return teardown.run();
    }

    private Future<Void> begin() {
        lost = false;
        OwnershipLock lock = new OwnershipLock(
                vertx, PgPools.connectOptions(settings.database(), "artstore-owner-" + settings.id()), settings.id());
        teardown.add(lock::release);
        return lock.tryAcquire(this::standDown).compose(owner -> owner ? takeOver() : standBy(lock));
    }

    private Future<Void> takeOver() {
        return Foundation.open(vertx, module, settings, failPoints, teardown)
                .compose(base -> {
                    element = new ServedElement(base, module, description, teardown);
                    return element.recover();
                })
                .compose(recovered -> doors ? element.openDoors(recovered) : Future.succeededFuture())
                .map(open -> serve());
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
        teardown.add(standby::close);
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
        teardown.run().onComplete(closed -> takeOverAgain());
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
        teardown.run().onComplete(closed -> vertx.setTimer(TRY_AGAIN_AFTER.toMillis(), timer -> takeOverAgain()));
    }
}
