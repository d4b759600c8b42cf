package io.artstore.storage.service.fixity;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.DamageFinding;
import io.artstore.storage.domain.Detection;
import io.artstore.storage.domain.Fixity;
import io.artstore.storage.domain.FixityLevel;
import io.artstore.storage.domain.ScrubPass;
import io.artstore.storage.domain.Verification;
import io.artstore.storage.repository.FixityRepository;
import io.artstore.storage.repository.ScrubRepository;
import io.artstore.storage.service.DamageFlags;
import io.artstore.storage.service.IntegrityAlarm;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.fixity.Verifier.Verdict;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the bytes of documents, and finding it out anew. The bytes are never altered or moved: damage is a
 * flag, and what takes it away is a verification that finds the document intact. Belongs to the element's event loop.
 */
public final class FixityService {
    private static final Logger LOG = LoggerFactory.getLogger(FixityService.class);
    /** Verifications on demand read without a brake. */
    private static final int MAX_ON_DEMAND = 4;

    private static final FixityLevel UNKNOWN = new FixityLevel(0, 0, 0, 0, 0, null, null);

    private final ModeGate gate;
    private final FixityRepository repository;
    private final ScrubRepository scrub;
    private final Verifier verifier;
    private final DamageFlags flags;
    private final IntegrityAlarm alarm;
    private final Clock clock;
    private final Map<UUID, Future<Fixity>> onDemand = new HashMap<>();
    private final FixityLevel[] level = {UNKNOWN};

    public FixityService(
            ModeGate gate,
            FixityRepository repository,
            ScrubRepository scrub,
            Verifier verifier,
            DamageFlags flags,
            IntegrityAlarm alarm,
            Clock clock) {
        this.gate = gate;
        this.repository = repository;
        this.scrub = scrub;
        this.verifier = verifier;
        this.flags = flags;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** How well the element's documents are known, and the scrub's newest pass. */
    public record Overview(FixityLevel level, Optional<ScrubPass> pass) {}

    public Future<Fixity> of(UUID fileId) {
        return repository
                .find(fileId)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("File " + fileId + " not found")));
    }

    public Future<List<Fixity>> damaged(UUID after, int limit) {
        return repository.damaged(after, limit);
    }

    /** Counted anew. */
    public Future<Overview> overview() {
        return refresh().compose(counted -> scrub.pass().map(pass -> new Overview(counted, pass)));
    }

    /** As it was when it was last counted. */
    public FixityLevel level() {
        return level[0];
    }

    public Future<FixityLevel> refresh() {
        return repository.level().onSuccess(counted -> level[0] = counted);
    }

    /**
     * Reads a document now; whoever asks for the same one meanwhile gets the same answer.
     *
     * @return what is known of it then; fails with 400 where the bytes are elsewhere, and with 429 while too many others
     *     are being read
     */
    public Future<Fixity> verify(UUID fileId) {
        requireBytes();
        Future<Fixity> underWay = onDemand.get(fileId);
        if (underWay != null) {
            return underWay;
        }
        if (onDemand.size() >= MAX_ON_DEMAND) {
            return Future.failedFuture(new ServiceException(
                            ErrorCode.TOO_MANY_REQUESTS,
                            MAX_ON_DEMAND + " documents are being verified already; try again later, or run the scrub")
                    .withHeader("Retry-After", "5"));
        }
        Future<Fixity> verified = verifier.verify(fileId, bytes -> Future.succeededFuture())
                .compose(verdict ->
                        verdict.isPresent() ? keep(verdict.get(), Detection.VERIFICATION) : Future.succeededFuture())
                .compose(kept -> of(fileId));
        onDemand.put(fileId, verified);
        return verified.onComplete(over -> onDemand.remove(fileId, verified));
    }

    void requireBytes() {
        gate.requireBytes();
    }

    Future<Integer> forgetStrangers() {
        return repository.forgetStrangers();
    }

    /** Keeps what a look gave: raises the alarm, or takes a flag away. */
    Future<Void> keep(Verdict verdict, Detection by) {
        return verdict.damage() == null ? intact(List.of(verdict.document().fileId()), by) : damaged(verdict, by);
    }

    private Future<Void> damaged(Verdict verdict, Detection by) {
        UUID fileId = verdict.document().fileId();
        alarm.raise(new DamageFinding(fileId, verdict.document().key().path(), verdict.damage(), verdict.detail(), by));
        // The alarm flags in its own time; whoever waits for this wants to read it afterwards.
        return repository.record(
                List.of(new Verification(fileId, clock.instant(), verdict.damage(), verdict.detail(), by)));
    }

    /** Keeps that these are intact. */
    Future<Void> intact(List<UUID> fileIds, Detection by) {
        Instant now = clock.instant();
        List<Verification> verifications = fileIds.stream()
                .map(fileId -> Verification.intact(fileId, now, by))
                .toList();
        return verifications.isEmpty()
                ? Future.succeededFuture()
                : repository.record(verifications).map(kept -> lower(fileIds));
    }

    private Void lower(List<UUID> fileIds) {
        fileIds.stream().filter(flags::lower).forEach(fileId -> LOG.atInfo()
                .addKeyValue("file_id", fileId)
                .log("a document that was damaged is intact again"));
        return null;
    }
}
