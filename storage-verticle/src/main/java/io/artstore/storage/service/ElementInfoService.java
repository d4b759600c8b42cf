package io.artstore.storage.service;

import io.artstore.common.config.ElementMode;
import io.artstore.storage.service.Capacity.Level;

/** What an element says of itself. */
public final class ElementInfoService {
    private final String elementId;
    private final String baseName;
    private final ModeGate gate;
    private final Capacity capacity;

    /**
     * The facts' source.
     *
     * @param baseName the last component of the base directory; the rest of the path is nobody's business
     */
    public ElementInfoService(String elementId, String baseName, ModeGate gate, Capacity capacity) {
        this.elementId = elementId;
        this.baseName = baseName;
        this.gate = gate;
        this.capacity = capacity;
    }

    /** An element at this moment. */
    public record Info(String elementId, String baseName, ElementMode mode, Level level) {}

    public Info info() {
        return new Info(elementId, baseName, gate.mode(), capacity.level());
    }
}
