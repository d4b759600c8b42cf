package io.artstore.admin;

import io.artstore.admin.bus.ElementAnnouncements;
import io.artstore.admin.bus.StorageElementsEndpoint;
import io.artstore.admin.element.ElementClient;
import io.artstore.admin.http.ElementOperationHandlers;
import io.artstore.admin.http.RegistryOverviewHandlers;
import io.artstore.admin.http.StorageElementHandlers;
import io.artstore.admin.http.StorageElementRoutes;
import io.artstore.admin.repository.ElementAdministrationRepository;
import io.artstore.admin.repository.ElementOverviewRepository;
import io.artstore.admin.repository.ElementRecordRepository;
import io.artstore.admin.repository.ElementRegistrationRepository;
import io.artstore.admin.repository.StorageElementRepository;
import io.artstore.admin.service.AvailableElementsService;
import io.artstore.admin.service.ElementCheckService;
import io.artstore.admin.service.ElementHealthJob;
import io.artstore.admin.service.ElementMetrics;
import io.artstore.admin.service.ElementOperationsService;
import io.artstore.admin.service.SelfRegistrationService;
import io.artstore.admin.service.StorageElementService;
import io.artstore.common.config.AdminConfig.Elements;
import io.artstore.common.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Wires the registry of storage elements: who there is, how they are, and where a document may go. */
final class RegistryAssembly {
    private final Foundation base;
    private final Duration staleAfter;
    private final ElementClient client;
    private final ElementMetrics metrics = new ElementMetrics(Metrics.registry());
    private final StorageElementRepository elements;
    private final ElementRecordRepository records;
    private final ElementCheckService checks;
    private final StorageElementService registry;
    private final AvailableElementsService available;
    private final ElementHealthJob job;
    private final MessageConsumer<JsonObject> endpoint;
    private final MessageConsumer<JsonObject> announcements;

    private RegistryAssembly(Foundation base, Elements settings) {
        this.base = base;
        this.staleAfter = settings.staleAfter();
        this.client = new ElementClient(base.vertx(), settings.checkTimeout());
        this.elements = new StorageElementRepository(base.pool());
        this.records = new ElementRecordRepository(base.pool(), staleAfter);
        ElementRegistrationRepository registrations = new ElementRegistrationRepository(base.pool(), base.audit());
        ElementOverviewRepository overview = new ElementOverviewRepository(base.pool(), staleAfter);
        this.checks = new ElementCheckService(client, records, metrics);
        this.registry = new StorageElementService(
                elements,
                registrations,
                new ElementAdministrationRepository(base.pool(), base.audit()),
                overview,
                records,
                checks,
                base.clock());
        this.available = new AvailableElementsService(overview);
        this.job = new ElementHealthJob(base.vertx(), records, overview, checks, metrics, settings.checkInterval());
        this.endpoint = new StorageElementsEndpoint(available).bind(base.vertx());
        this.announcements = new ElementAnnouncements(
                        base.vertx(), new SelfRegistrationService(records, registrations, checks, base.clock()))
                .follow();
    }

    /** From now on elements are heard, asked, and told of. */
    static Future<RegistryAssembly> open(Foundation base) {
        RegistryAssembly opened = new RegistryAssembly(base, base.settings().elements());
        opened.metrics.register();
        return opened.job.start().map(opened).recover(failure -> opened.close()
                .transform(closed -> Future.failedFuture(failure)));
    }

    StorageElementRoutes routes() {
        ElementOperationsService operations = new ElementOperationsService(elements, records, checks, client);
        return StorageElementRoutes.of(
                new StorageElementHandlers(registry, staleAfter),
                new ElementOperationHandlers(registry, operations, staleAfter),
                new RegistryOverviewHandlers(registry, available, staleAfter, base.clock()));
    }

    Future<Void> close() {
        metrics.remove();
        return job.stop()
                .compose(idle -> Future.join(announcements.unregister(), endpoint.unregister()))
                .transform(unregistered -> client.close());
    }
}
