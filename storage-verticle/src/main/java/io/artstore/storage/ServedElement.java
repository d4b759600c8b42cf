package io.artstore.storage;

import io.artstore.common.Version;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.http.AccountRateLimits;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.security.TokenVerifier;
import io.artstore.common.security.TrustedVerifier;
import io.artstore.storage.bus.ChangeEvents;
import io.artstore.storage.bus.ChangeFeedEndpoint;
import io.artstore.storage.bus.ElementAnnouncer;
import io.artstore.storage.bus.IntegrityEvents;
import io.artstore.storage.http.RecoveryJson;
import io.artstore.storage.http.StorageRoutes;
import io.artstore.storage.repository.ChangeRepository;
import io.artstore.storage.service.ChangeBell;
import io.artstore.storage.service.ChangeFeedService;
import io.artstore.storage.service.RecoveryService;
import io.artstore.storage.service.job.JobService;
import io.vertx.core.Future;
import java.util.List;

/** An element in the hands of its owner, for one time of ownership: recovered first, then at work, then open to others. */
final class ServedElement {
    private final Foundation base;
    private final ModuleContext module;
    private final ApiDescription description;
    private final Teardown teardown;
    private final ElementAnnouncer announcer;
    private final ElementAssembly parts;

    /**
     * Puts the element together and shows its meters. It touches no document, and nobody can ask it, before
     * {@link #recover()} and {@link #openDoors}.
     *
     * @param teardown closes what the element opens, and takes its meters away
     */
    ServedElement(Foundation base, ModuleContext module, ApiDescription description, Teardown teardown) {
        this.base = base;
        this.module = module;
        this.description = description;
        this.teardown = teardown;
        announcer = new ElementAnnouncer(
                base.vertx(),
                () -> new ElementAnnouncement(
                        base.elementId(), url(), base.gate().mode().label()));
        ElementMeters meters = new ElementMeters(base.elementId());
        IntegrityEvents events = new IntegrityEvents(base.vertx(), base.elementId());
        parts = new ElementAssembly(base, bell(), announcer, List.of(events, meters::countDamage));
        meters.register(parts.capacity());
        meters.register(parts.hot());
        meters.register(parts.contents());
        meters.register(parts.fixity());
        teardown.add(() -> {
            meters.remove();
            return parts.close();
        });
    }

    /** Settles what the last owner left, and goes on with its jobs. */
    Future<RecoveryService.Summary> recover() {
        return parts.recovery().recover().compose(summary -> parts.jobs()
                .takeOver()
                .compose(resumed -> beginUpkeep())
                .map(summary));
    }

    /** Opens the doors: HTTP first, then the bus, where it also says where it is. */
    Future<Void> openDoors(RecoveryService.Summary recovered) {
        return TrustedVerifier.open(base.vertx(), module, teardown)
                .compose(verifier -> listen(verifier, recovered))
                .compose(listening -> answerOnTheBus());
    }

    JobService jobs() {
        return parts.jobs();
    }

    private Future<Void> beginUpkeep() {
        parts.startUpkeep();
        DiskWatch watch = new DiskWatch(base.vertx(), base.store(), parts.capacity());
        teardown.add(watch::stop);
        return watch.start();
    }

    /** Whatever comes into the feed has come into the outbox. */
    private ChangeBell bell() {
        ChangeEvents events = new ChangeEvents(base.vertx(), base.elementId());
        return () -> {
            events.ring();
            base.audit().committed();
        };
    }

    private Future<ApiServer> listen(TokenVerifier verifier, RecoveryService.Summary recovered) {
        ApiServer server = ApiServer.create(
                        base.vertx(), module, base.settings().http(), description)
                .audit(new RequestAudit(base.audit().trail(), module.config().audit(), base.clock()))
                .startFact("recovery", RecoveryJson.of(recovered))
                .readinessCheck("database", parts.documents()::ping)
                .readinessCheck("storage", () -> base.store().freeBytes().mapEmpty());
        if (module.config().http().accountRateLimits().coverData()) {
            server.limitAccounts(AccountRateLimits.ofListener(base.clock()));
        }
        new StorageRoutes(verifier, parts.services(), description.title(), Version.current(), base.clock())
                .mount(server);
        teardown.add(server::stop);
        return server.start();
    }

    private Future<Void> answerOnTheBus() {
        ChangeFeedService feed = new ChangeFeedService(base.elementId(), url(), new ChangeRepository(base.database()));
        teardown.add(new ChangeFeedEndpoint(feed).bind(base.vertx(), base.elementId())::unregister);
        teardown.add(announcer::stop);
        return announcer.start();
    }

    private String url() {
        return base.settings()
                .publicUrl()
                .orElseGet(() -> module.addresses().of(description.name()).toString());
    }
}
