package io.artstore.admin;

import io.artstore.admin.bus.AuditEndpoint;
import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.http.AuditHandlers;
import io.artstore.admin.http.AuditRoutes;
import io.artstore.admin.repository.AuditArchiveRepository;
import io.artstore.admin.repository.AuditChainRepository;
import io.artstore.admin.repository.AuditReadRepository;
import io.artstore.admin.service.audit.AuditAppender;
import io.artstore.admin.service.audit.AuditReader;
import io.artstore.admin.service.audit.AuditRetention;
import io.artstore.admin.service.audit.AuditRetention.Rule;
import io.artstore.admin.service.audit.AuditRetentionJob;
import io.artstore.admin.service.audit.AuditVerification;
import io.artstore.admin.service.audit.HeadPublisher;
import io.artstore.admin.store.AuditArchive;
import io.artstore.admin.store.AuditSecretFile;
import io.artstore.admin.store.HeadFile;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.config.AdminConfig.Audit.PreviousKey;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Secret;
import io.artstore.common.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Wires the audit log: what all modules' events come into, and this module's own way there. */
final class AuditAssembly {
    private static final int QUEUE = 64;
    private static final int ARCHIVED_AT_ONCE = 1_000;

    private final BoundedWorkers workers;
    private final MessageConsumer<JsonObject> endpoint;
    private final AuditOutbox outbox;
    private final AuditReadRepository log;
    private final AuditKeys keys;
    private final Optional<HeadFile> headFile;
    private final HeadPublisher publisher;
    private final AuditVerification verification;
    private final Optional<AuditRetentionJob> retention;

    private AuditAssembly(
            Vertx vertx,
            ArtStoreConfig config,
            Pool pool,
            Clock clock,
            AuditKeys keys,
            BoundedWorkers workers,
            MessageConsumer<JsonObject> endpoint,
            AuditOutbox outbox) {
        this.workers = workers;
        this.endpoint = endpoint;
        this.outbox = outbox;
        this.keys = keys;
        this.log = new AuditReadRepository(pool);
        this.headFile = config.admin().audit().headFile().map(path -> new HeadFile(workers, path));
        this.publisher = new HeadPublisher(vertx, log, headFile);
        publisher.start();
        this.verification = new AuditVerification(log, keys, workers, kept(config), clock);
        this.retention = kept(config)
                .map(duration -> new AuditRetentionJob(
                        vertx, archiving(config, pool, clock, duration)::archiveOld, Metrics.registry()));
        retention.ifPresent(AuditRetentionJob::start);
    }

    /** Opens the log; when this is done, events of every module are taken. */
    static Future<AuditAssembly> open(Vertx vertx, ArtStoreConfig config, Pool pool, Clock clock) {
        BoundedWorkers workers = BoundedWorkers.open(vertx, "admin-audit", "audit work", 1, QUEUE);
        return workers.run(() -> keys(config, AuditSecretFile::readOrCreate))
                .compose(keys -> open(vertx, config, pool, clock, workers, keys))
                .recover(failure -> workers.close().transform(closed -> Future.failedFuture(failure)));
    }

    private static Future<AuditAssembly> open(
            Vertx vertx, ArtStoreConfig config, Pool pool, Clock clock, BoundedWorkers workers, AuditKeys keys) {
        AuditAppender appender = new AuditAppender(new AuditChainRepository(pool), keys, workers, clock);
        return appender.begin().map(begun -> {
            AuditEndpoint api = new AuditEndpoint(appender);
            MessageConsumer<JsonObject> endpoint = api.bind(vertx);
            AuditOutbox outbox = AuditOutbox.open(vertx, "admin", pool, AuditOutboxRepository.TABLE, api);
            return new AuditAssembly(vertx, config, pool, clock, keys, workers, endpoint, outbox);
        });
    }

    /** The keys of a configuration; its home's where it has none, as the reader finds it there. Blocks. */
    static AuditKeys keys(ArtStoreConfig config, Function<Path, String> ofHome) {
        List<String> previous = config.admin().audit().previousKeys().orElse(List.of()).stream()
                .map(PreviousKey::secret)
                .map(Secret::value)
                .toList();
        return new AuditKeys(
                config.admin().audit().hmacSecret().map(Secret::value).orElseGet(() -> ofHome.apply(config.home())),
                previous);
    }

    /** Where this module's events go. */
    AuditOutbox outbox() {
        return outbox;
    }

    private AuditRetention archiving(ArtStoreConfig config, Pool pool, Clock clock, Duration kept) {
        return new AuditRetention(
                new AuditArchiveRepository(pool),
                new AuditArchive(workers, archiveFolder(config)),
                keys,
                workers,
                clock,
                new Rule(kept, ARCHIVED_AT_ONCE));
    }

    /** How long rows stay in the database; empty is for ever. */
    static Optional<Duration> kept(ArtStoreConfig config) {
        return config.admin().audit().retentionDays().map(Duration::ofDays);
    }

    /** Where archived rows go. */
    static Path archiveFolder(ArtStoreConfig config) {
        return config.admin().audit().archiveFolder().orElseGet(() -> config.home()
                .resolve("audit-archive"));
    }

    AuditRoutes routes() {
        AuditHandlers handlers =
                new AuditHandlers(new AuditReader(log), verification, () -> headFile.map(HeadFile::read)
                        .orElseGet(() -> Future.succeededFuture(List.of())));
        return new AuditRoutes(handlers::list, handlers::get, handlers::export, handlers::verify);
    }

    Future<Void> close() {
        publisher.stop();
        retention.ifPresent(AuditRetentionJob::stop);
        return outbox.close().transform(closed -> endpoint.unregister()).transform(closed -> workers.close());
    }
}
