package io.artstore.storage.service;

import io.artstore.storage.domain.Damage;
import io.artstore.storage.domain.DamageFinding;
import io.artstore.storage.domain.Verification;
import io.artstore.storage.repository.FixityRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which documents are known to be damaged, so that nobody is sent their bytes. Only a verification takes a flag away.
 * Belongs to the element's event loop.
 *
 * <p>They are remembered in memory, because every download asks; an element that has more of them than
 * {@value #MAX_REMEMBERED} asks the database instead.
 */
public final class DamageFlags {
    private static final Logger LOG = LoggerFactory.getLogger(DamageFlags.class);
    private static final int MAX_REMEMBERED = 100_000;

    private final FixityRepository repository;
    private final Clock clock;
    private final Map<UUID, Damage> flags = new HashMap<>();
    private boolean incomplete;

    public DamageFlags(FixityRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Learns what the database knows, before anybody asks. */
    Future<Void> load() {
        return repository.flags(MAX_REMEMBERED).map(found -> {
            flags.putAll(found);
            incomplete = found.size() >= MAX_REMEMBERED;
            if (!found.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("documents", incomplete ? "at least " + found.size() : found.size())
                        .log("documents of this element are flagged as damaged");
            }
            return null;
        });
    }

    Future<Optional<Damage>> of(UUID fileId) {
        Damage flag = flags.get(fileId);
        return flag == null && incomplete ? repository.flag(fileId) : Future.succeededFuture(Optional.ofNullable(flag));
    }

    /** Flags a document and keeps that; returns whether this is news. */
    boolean raise(DamageFinding finding) {
        boolean news = remember(finding.fileId(), finding.damage());
        repository
                .record(List.of(new Verification(
                        finding.fileId(), clock.instant(), finding.damage(), finding.detail(), finding.foundBy())))
                .onFailure(
                        failure -> LOG.atWarn()
                                .setCause(failure)
                                .addKeyValue("file_id", finding.fileId())
                                .log(
                                        "a damaged document could not be flagged in the database; whoever looks next tries again"));
        return news;
    }

    private boolean remember(UUID fileId, Damage damage) {
        if (flags.size() >= MAX_REMEMBERED && !flags.containsKey(fileId)) {
            incomplete = true;
            return true;
        }
        return flags.put(fileId, damage) != damage;
    }

    /** The document is another one now, is gone, or was verified; the database knows already. */
    public boolean lower(UUID fileId) {
        return flags.remove(fileId) != null;
    }
}
