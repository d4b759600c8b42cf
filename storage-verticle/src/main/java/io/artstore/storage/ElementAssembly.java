package io.artstore.storage;

import com.github.benmanes.caffeine.cache.Ticker;
import io.artstore.common.config.ElementSettings;
import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.http.StorageRoutes;
import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.repository.CommitRepository;
import io.artstore.storage.repository.Database;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.repository.ElementRepository;
import io.artstore.storage.repository.FixityRepository;
import io.artstore.storage.repository.JobRepository;
import io.artstore.storage.repository.TrashRepository;
import io.artstore.storage.repository.WalListRepository;
import io.artstore.storage.repository.WalRepository;
import io.artstore.storage.service.AttributeReader;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.CatalogueService;
import io.artstore.storage.service.ChangeBell;
import io.artstore.storage.service.ContentTypeDetector;
import io.artstore.storage.service.DamageFlags;
import io.artstore.storage.service.DamageListener;
import io.artstore.storage.service.DeletionService;
import io.artstore.storage.service.DocumentFinder;
import io.artstore.storage.service.DownloadService;
import io.artstore.storage.service.EditService;
import io.artstore.storage.service.ElementInfoService;
import io.artstore.storage.service.FileLocks;
import io.artstore.storage.service.HotContents;
import io.artstore.storage.service.HotDocuments;
import io.artstore.storage.service.IdempotentUploads;
import io.artstore.storage.service.IntegrityAlarm;
import io.artstore.storage.service.Ledger;
import io.artstore.storage.service.ModeAnnouncer;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.ModeService;
import io.artstore.storage.service.RecoveryService;
import io.artstore.storage.service.RestoreService;
import io.artstore.storage.service.Settlement;
import io.artstore.storage.service.TrashJob;
import io.artstore.storage.service.TrashService;
import io.artstore.storage.service.UploadService;
import io.artstore.storage.service.WalListService;
import io.artstore.storage.service.fixity.FixityService;
import io.artstore.storage.service.fixity.ScrubSchedule;
import io.artstore.storage.service.job.JobService;
import io.artstore.storage.service.maintenance.Rebuild;
import io.artstore.storage.service.maintenance.Reconciliation;
import io.artstore.storage.service.maintenance.Survey;
import io.artstore.storage.service.maintenance.Verification;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** How an element's services hang together, for one time of ownership. */
final class ElementAssembly {
    private final Capacity capacity;
    private final DocumentRepository documents;
    private final Settlement settlement;
    private final HotDocuments hot;
    private final HotContents contents;
    private final RecoveryService recovery;
    private final ContentTypeDetector types;
    private final TrashJob trash;
    private final ScrubSchedule scrubs;
    private final FixityService fixityService;
    private final JobService jobs;
    private final StorageRoutes.Services services;

    ElementAssembly(Foundation base, ChangeBell bell, ModeAnnouncer announcer, List<DamageListener> damageListeners) {
        Vertx vertx = base.vertx();
        ElementSettings settings = base.settings();
        Clock clock = base.clock();
        FailPoints failPoints = base.failPoints();
        Database database = base.database();
        BlobStore store = base.store();
        ModeGate gate = base.gate();
        WalRepository wal = new WalRepository(database);
        CommitRepository commits = new CommitRepository(database);
        AttributeReader attributes = new AttributeReader(store);
        FileLocks locks = new FileLocks();
        documents = new DocumentRepository(database);
        capacity = new Capacity(settings.quotaBytes(), settings.maxFileBytes());
        settlement = new Settlement(vertx, wal, commits, store, attributes, clock);
        DamageFlags flags = new DamageFlags(new FixityRepository(database), clock);
        Ledger ledger = new Ledger(wal, commits, capacity, flags, bell, clock);
        ElementRepository repository = new ElementRepository(database);
        TrashRepository deleted = new TrashRepository(database);
        trash = new TrashJob(
                vertx,
                deleted,
                store,
                capacity,
                locks,
                settlement,
                settings.upkeep().trashGrace(),
                clock);
        recovery = new RecoveryService(wal, documents, repository, store, settlement, trash, flags, capacity, clock);
        IntegrityAlarm alarm = new IntegrityAlarm(settings.id(), flags, damageListeners);
        FixityAssembly fixity = new FixityAssembly(
                vertx,
                database,
                documents,
                store,
                locks,
                settlement,
                gate,
                flags,
                alarm,
                capacity,
                settings.upkeep(),
                clock);
        DocumentFinder finder = new DocumentFinder(documents);
        hot = new HotDocuments(
                finder::find, locks, settlement::isUnsettled, settings.upkeep().metadataCacheBytes());
        contents = new HotContents(settings.upkeep().contentCacheBytes(), Ticker.systemTicker());
        CacheRepository cache = new CacheRepository(database);
        Survey survey = new Survey(vertx, store, cache, locks, settlement, gate, clock);
        jobs = new JobService(
                new JobRepository(database),
                List.of(
                        new Verification(survey, capacity),
                        new Rebuild(survey, cache, capacity, bell),
                        new Reconciliation(survey, capacity),
                        fixity.scrub()),
                clock);
        scrubs = fixity.schedule(jobs);
        fixityService = fixity.service();
        CatalogueService catalogue = new CatalogueService(documents, hot, attributes);
        types = new ContentTypeDetector(vertx, settings.id());
        UploadService uploads = new UploadService(gate, capacity, ledger, store, settlement, types, failPoints, clock);
        services = new StorageRoutes.Services(
                uploads,
                new IdempotentUploads(uploads, settlement, locks),
                catalogue,
                new DownloadService(gate, catalogue, documents, store, contents, settlement, locks, flags, alarm),
                new EditService(gate, documents, store, attributes, ledger, settlement, locks, failPoints, clock),
                new DeletionService(gate, documents, store, trash, ledger, settlement, locks, failPoints, clock),
                new ElementInfoService(
                        settings.id(), baseName(settings), settings.upkeep().durability(), gate, capacity),
                new ModeService(
                        settings.id(), settings.upkeep().leaveArchive(), gate, repository, bell, announcer, clock),
                jobs,
                fixity.service(),
                new WalListService(new WalListRepository(database)),
                new TrashService(deleted, settings.upkeep().trashGrace()),
                new RestoreService(
                        gate, capacity, documents, deleted, store, ledger, settlement, locks, failPoints, clock));
    }

    private static String baseName(ElementSettings settings) {
        return String.valueOf(settings.path().toAbsolutePath().normalize().getFileName());
    }

    Capacity capacity() {
        return capacity;
    }

    DocumentRepository documents() {
        return documents;
    }

    HotDocuments hot() {
        return hot;
    }

    HotContents contents() {
        return contents;
    }

    FixityService fixity() {
        return fixityService;
    }

    /** Begins what goes on by itself while the element serves. */
    void startUpkeep() {
        trash.start();
        scrubs.start();
    }

    RecoveryService recovery() {
        return recovery;
    }

    JobService jobs() {
        return jobs;
    }

    /** Ends what goes on by itself. */
    Future<Void> close() {
        settlement.stop();
        trash.stop();
        scrubs.stop();
        jobs.stop();
        return types.close();
    }

    StorageRoutes.Services services() {
        return services;
    }
}
