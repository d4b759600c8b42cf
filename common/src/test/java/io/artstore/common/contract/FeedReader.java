package io.artstore.common.contract;

import io.artstore.common.bootstrap.BootstrapVerticle;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.VerticleModules;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every change of one storage element. */
final class FeedReader extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    private static final long PULL_MILLIS = 1_000;

    private final String elementId;
    private String cursor = ChangeFeedApi.BEGINNING;
    private boolean reading;

    FeedReader(String elementId) {
        this.elementId = elementId;
    }

    /** ArtStore's modules, on the database server that the configuration names, and a reader beside them. */
    static Future<String> deployWithArtStore(Vertx vertx, ArtStoreConfig config) {
        BootstrapVerticle artStore = new BootstrapVerticle(
                VerticleModules.discover(config.modules()),
                ModuleContext.of(config),
                database -> new Migrator(database, MigrationListener.SILENT).upgrade(Target.HEAD));
        return vertx.deployVerticle(artStore)
                .compose(serving -> vertx.deployVerticle(new FeedReader(Settings.FIRST_ELEMENT)));
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(PULL_MILLIS, tick -> read());
        return vertx.eventBus()
                .<JsonObject>consumer(CloudEvent.address(ChangeFeedApi.CHANGED_EVENT), bell -> read())
                .completion();
    }

    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        ChangeFeedApi.client(vertx, elementId)
                .changes(cursor, ChangeFeedApi.MAX_PAGE)
                .onComplete(answered -> reading = false)
                .onSuccess(this::take)
                .onFailure(failure -> LOG.warn("the feed cannot be read now", BusFailures.fromReply(failure)));
    }

    private void take(ChangePage page) {
        page.changes().forEach(change -> LOG.info("{} {}", change.type(), change.fileId()));
        cursor = page.nextCursor();
        if (page.more()) {
            read();
        }
    }
}
