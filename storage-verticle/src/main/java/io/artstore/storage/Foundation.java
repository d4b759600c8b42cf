package io.artstore.storage;

import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.repository.Database;
import io.artstore.storage.repository.ElementPools;
import io.artstore.storage.repository.ElementRepository;
import io.artstore.storage.service.ModeAdoption;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.LocalBlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/**
 * What an element's services stand on for one time of ownership: database, outbox, disk, and the mode in force.
 *
 * @param audit takes what must be remembered
 */
record Foundation(
        Vertx vertx,
        ElementSettings settings,
        Clock clock,
        FailPoints failPoints,
        Database database,
        AuditOutbox audit,
        BlobStore store,
        ModeGate gate) {

    /** Lays it; what is opened on the way is the teardown's to close. */
    static Future<Foundation> open(
            Vertx vertx, ModuleContext module, ElementSettings settings, FailPoints failPoints, Teardown teardown) {
        ElementPools pools =
                ElementPools.open(vertx, settings, module.config().database().poolSize());
        teardown.add(pools::close);
        Database database = new Database(pools, settings.id());
        AuditOutbox audit = outbox(vertx, settings, pools.general());
        teardown.add(audit::close);
        BlobStore store = new LocalBlobStore(
                vertx, settings.id(), settings.path(), settings.upkeep().durability(), failPoints);
        teardown.add(store::close);
        return store.open()
                .compose(opened -> new ModeAdoption(settings, new ElementRepository(database), module.clock()).adopt())
                .map(mode -> new Foundation(
                        vertx, settings, module.clock(), failPoints, database, audit, store, new ModeGate(mode)));
    }

    private static AuditOutbox outbox(Vertx vertx, ElementSettings settings, Pool pool) {
        return AuditOutbox.open(
                vertx,
                StorageElementVerticle.listenerName(settings.id()),
                pool,
                AuditOutboxRepository.ofElement(settings.id()),
                AuditApi.client(vertx));
    }

    String elementId() {
        return settings.id();
    }
}
