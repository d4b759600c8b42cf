package io.artstore.storage.service;

import io.artstore.common.audit.AuditType;
import io.artstore.common.config.ElementMode;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.storage.domain.ModeChange;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.repository.ElementRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of the element's mode, which lead one way: {@code rw} to {@code ro} to {@code ar}; {@code edit} stays.
 *
 * <p>The database first, with who, why and the feed's row in one transaction; then the gate; then everybody is told. An
 * upload that was let in before may still finish. Belongs to the element's event loop.
 */
public final class ModeService {
    private static final Logger LOG = LoggerFactory.getLogger(ModeService.class);
    private static final Map<ElementMode, List<ElementMode>> TRANSITIONS = Map.of(
            ElementMode.EDIT, List.of(),
            ElementMode.RW, List.of(ElementMode.RO),
            ElementMode.RO, List.of(ElementMode.AR),
            ElementMode.AR, List.of());

    private final String elementId;
    private final boolean leavesArchive;
    private final ModeGate gate;
    private final ElementRepository repository;
    private final ChangeBell bell;
    private final ModeAnnouncer announcer;
    private final Clock clock;

    /**
     * Changes of an element's mode.
     *
     * @param leavesArchive whether the configuration would lead out of {@code ar} at the next start
     */
    public ModeService(
            String elementId,
            boolean leavesArchive,
            ModeGate gate,
            ElementRepository repository,
            ChangeBell bell,
            ModeAnnouncer announcer,
            Clock clock) {
        this.elementId = elementId;
        this.leavesArchive = leavesArchive;
        this.gate = gate;
        this.repository = repository;
        this.bell = bell;
        this.announcer = announcer;
        this.clock = clock;
    }

    /**
     * Changes the mode; fails with 400 where no transition leads there, and with 409 where it is that already or was
     * changed by another request in the meantime.
     *
     * @param reason kept with the change
     */
    public Future<ModeChange> change(Caller caller, ElementMode wanted, String reason) {
        ElementMode current = gate.mode();
        requireTransition(current, wanted);
        requireLasting(wanted);
        ModeChange change = new ModeChange(
                current.label(), wanted.label(), reason, caller.username(), caller.subject(), Timestamps.now(clock));
        return repository
                .changeMode(change, ModeEvents.of(AuditType.actor(caller), caller.origin(), elementId, change))
                .map(changed -> {
                    if (!changed) {
                        throw new ServiceException(
                                ErrorCode.CONFLICT,
                                "the mode was changed by another request; look at it and decide anew");
                    }
                    return adopt(wanted, change);
                });
    }

    private ModeChange adopt(ElementMode mode, ModeChange change) {
        gate.switchTo(mode);
        LOG.atInfo()
                .addKeyValue("element", elementId)
                .addKeyValue("from", change.previous())
                .addKeyValue("to", change.current())
                .addKeyValue("by", change.username())
                .log("the element's mode was changed");
        bell.ring();
        announcer.announce();
        return change;
    }

    private void requireLasting(ElementMode wanted) {
        if (wanted == ElementMode.AR && leavesArchive) {
            throw new ServiceException(
                    ErrorCode.CONFLICT,
                    "leave-archive is set in this element's configuration, so its next start would undo the change;"
                            + " remove it and restart the element first");
        }
    }

    private static void requireTransition(ElementMode current, ElementMode wanted) {
        if (current == wanted) {
            throw new ServiceException(ErrorCode.CONFLICT, "the mode is " + wanted.label() + " already");
        }
        if (!TRANSITIONS.get(current).contains(wanted)) {
            throw new ServiceException(
                            ErrorCode.MODE_NOT_ALLOWED,
                            "the mode cannot change from " + current.label() + " to " + wanted.label()
                                    + "; it changes from rw to ro and from ro to ar only")
                    .withFact("allowed_transitions", transitions());
        }
    }

    private static Map<String, List<String>> transitions() {
        Map<String, List<String>> labels = new TreeMap<>();
        TRANSITIONS.forEach((from, to) ->
                labels.put(from.label(), to.stream().map(ElementMode::label).toList()));
        return labels;
    }
}
