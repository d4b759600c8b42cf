package io.artstore.admin;

import io.artstore.admin.bus.AuditEndpoint;
import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.repository.AuditChainRepository;
import io.artstore.admin.service.audit.AuditAppender;
import io.artstore.admin.store.AuditSecretFile;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ArtStoreConfig.Admin.Audit.PreviousKey;
import io.artstore.common.config.Secret;
import io.artstore.common.contract.admin.AuditApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;

/** Wires the audit log: what all modules' events come into, and this module's own way there. */
final class AuditAssembly {
    private static final int QUEUE = 64;

    private final BoundedWorkers workers;
    private final MessageConsumer<JsonObject> endpoint;
    private final AuditOutbox outbox;

    private AuditAssembly(BoundedWorkers workers, MessageConsumer<JsonObject> endpoint, AuditOutbox outbox) {
        this.workers = workers;
        this.endpoint = endpoint;
        this.outbox = outbox;
    }

    /** Opens the log; when this is done, events of every module are taken. */
    static Future<AuditAssembly> open(Vertx vertx, ArtStoreConfig config, Pool pool, Clock clock) {
        BoundedWorkers workers = BoundedWorkers.open(vertx, "admin-audit", "audit work", 1, QUEUE);
        return workers.run(() -> keys(config))
                .map(keys -> new AuditAppender(new AuditChainRepository(pool), keys, workers, clock))
                .compose(appender -> appender.begin().map(begun -> {
                    AuditApi api = new AuditEndpoint(appender);
                    MessageConsumer<JsonObject> endpoint = new ServiceBinder(vertx)
                            .setAddress(AuditApi.ADDRESS)
                            .register(AuditApi.class, api);
                    return new AuditAssembly(
                            workers,
                            endpoint,
                            AuditOutbox.open(vertx, "admin", pool, AuditOutboxRepository.TABLE, api));
                }))
                .recover(failure -> workers.close().transform(closed -> Future.failedFuture(failure)));
    }

    /** The keys of a configuration; its home's where it has none. Blocks. */
    static AuditKeys keys(ArtStoreConfig config) {
        List<String> previous = config.admin().audit().previousKeys().orElse(List.of()).stream()
                .map(PreviousKey::secret)
                .map(Secret::value)
                .toList();
        return new AuditKeys(
                config.admin()
                        .audit()
                        .hmacSecret()
                        .map(Secret::value)
                        .orElseGet(() -> AuditSecretFile.readOrCreate(config.home())),
                previous);
    }

    /** Where this module's events go. */
    AuditOutbox outbox() {
        return outbox;
    }

    Future<Void> close() {
        return outbox.close().transform(closed -> endpoint.unregister()).transform(closed -> workers.close());
    }
}
