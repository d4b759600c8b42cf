package io.artstore.storage.service;

import io.artstore.common.config.ElementMode;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.artstore.storage.domain.ModeChange;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.repository.ElementRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which mode an element starts: the database's, which is the configured one at the very first start.
 *
 * <p>The one way out of {@code ar} is here, and it takes a configuration that says so twice: mode {@code rw} and
 * {@code leave-archive}. The change is kept like any other, with the configuration as its author.
 */
public final class ModeAdoption {
    private static final Logger LOG = LoggerFactory.getLogger(ModeAdoption.class);
    private static final String AUTHOR = "configuration";

    private final ElementSettings settings;
    private final ElementRepository repository;
    private final Clock clock;

    public ModeAdoption(ElementSettings settings, ElementRepository repository, Clock clock) {
        this.settings = settings;
        this.repository = repository;
        this.clock = clock;
    }

    public Future<ElementMode> adopt() {
        return repository
                .adoptMode(settings.mode().label())
                .map(this::known)
                .compose(mode -> settings.upkeep().leaveArchive() ? leaveArchive(mode) : keep(mode));
    }

    private ElementMode known(String label) {
        return Arrays.stream(ElementMode.values())
                .filter(known -> known.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("current_mode in public." + settings.id() + "_config is '"
                        + label + "'; it must be edit, rw, ro or ar"));
    }

    private Future<ElementMode> keep(ElementMode mode) {
        if (mode != settings.mode()) {
            LOG.atWarn()
                    .addKeyValue("element", settings.id())
                    .addKeyValue("configured", settings.mode().label())
                    .addKeyValue("database", mode.label())
                    .log(
                            "the element's mode in the database differs from the configured one; the database's holds{}",
                            mode == ElementMode.AR ? ", and only mode rw with leave-archive leads out of ar" : "");
        }
        return Future.succeededFuture(mode);
    }

    private Future<ElementMode> leaveArchive(ElementMode mode) {
        if (mode != ElementMode.AR) {
            LOG.atWarn()
                    .addKeyValue("element", settings.id())
                    .addKeyValue("mode", mode.label())
                    .log("leave-archive is set and the element is not in mode ar; remove it from the configuration");
            return keep(mode);
        }
        ModeChange change = new ModeChange(
                mode.label(),
                ElementMode.RW.label(),
                "leave-archive is set in the configuration",
                AUTHOR,
                AUTHOR,
                Timestamps.now(clock));
        return repository
                .changeMode(change, ModeEvents.of(Actor.SYSTEM, Origin.NONE, settings.id(), change))
                .map(changed -> {
                    LOG.atWarn()
                            .addKeyValue("element", settings.id())
                            .log(
                                    "the element left mode ar for rw, because leave-archive is set; remove it from the configuration");
                    return ElementMode.RW;
                });
    }
}
