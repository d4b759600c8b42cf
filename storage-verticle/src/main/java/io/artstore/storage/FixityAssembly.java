package io.artstore.storage;

import io.artstore.common.config.Upkeep;
import io.artstore.storage.repository.Database;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.repository.FixityRepository;
import io.artstore.storage.repository.ScrubRepository;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.DamageFlags;
import io.artstore.storage.service.FileLocks;
import io.artstore.storage.service.IntegrityAlarm;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.Settlement;
import io.artstore.storage.service.fixity.FixityService;
import io.artstore.storage.service.fixity.Scrub;
import io.artstore.storage.service.fixity.ScrubSchedule;
import io.artstore.storage.service.fixity.Verifier;
import io.artstore.storage.service.job.JobService;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Vertx;
import java.time.Clock;

/** How the parts hang together that know whether documents still are what they were. */
final class FixityAssembly {
    private final Vertx vertx;
    private final ModeGate gate;
    private final Upkeep upkeep;
    private final Clock clock;
    private final ScrubRepository scrubs;
    private final FixityService service;
    private final Scrub scrub;

    FixityAssembly(
            Vertx vertx,
            Database database,
            DocumentRepository documents,
            BlobStore store,
            FileLocks locks,
            Settlement settlement,
            ModeGate gate,
            DamageFlags flags,
            IntegrityAlarm alarm,
            Capacity capacity,
            Upkeep upkeep,
            Clock clock) {
        this.vertx = vertx;
        this.gate = gate;
        this.upkeep = upkeep;
        this.clock = clock;
        scrubs = new ScrubRepository(database);
        Verifier verifier = new Verifier(documents, store, locks, settlement);
        service = new FixityService(gate, new FixityRepository(database), scrubs, verifier, flags, alarm, clock);
        scrub = new Scrub(vertx, scrubs, verifier, service, capacity, upkeep.scrubBytesPerSecond(), clock);
    }

    FixityService service() {
        return service;
    }

    Scrub scrub() {
        return scrub;
    }

    ScrubSchedule schedule(JobService jobs) {
        return new ScrubSchedule(vertx, scrubs, jobs, service, gate, upkeep.scrubPeriod(), clock);
    }
}
