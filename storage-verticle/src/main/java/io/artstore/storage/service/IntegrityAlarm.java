package io.artstore.storage.service;

import io.artstore.storage.domain.DamageFinding;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that says aloud that a document is damaged: flags it, and if that is news tells the log and everybody who
 * listens.
 */
public final class IntegrityAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(IntegrityAlarm.class);

    private final String elementId;
    private final DamageFlags flags;
    private final List<DamageListener> listeners;

    public IntegrityAlarm(String elementId, DamageFlags flags, List<DamageListener> listeners) {
        this.elementId = elementId;
        this.flags = flags;
        this.listeners = List.copyOf(listeners);
    }

    public void raise(DamageFinding finding) {
        if (flags.raise(finding)) {
            tell(finding);
        }
    }

    private void tell(DamageFinding finding) {
        LOG.atError()
                .addKeyValue("element", elementId)
                .addKeyValue("file_id", finding.fileId())
                .addKeyValue("path", finding.path())
                .addKeyValue("damage", finding.damage().label())
                .addKeyValue("found_by", finding.foundBy().label())
                .log("a document is damaged: {}", finding.detail());
        listeners.forEach(listener -> listener.found(finding));
    }
}
