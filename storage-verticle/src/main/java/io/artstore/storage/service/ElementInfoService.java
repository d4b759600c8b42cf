package io.artstore.storage.service;

import io.artstore.common.config.Durability;
import io.artstore.common.config.ElementMode;
import io.artstore.storage.service.Capacity.Level;

/** What an element says of itself. */
public final class ElementInfoService {
    private final String elementId;
    private final String baseName;
    private final Durability durability;
    private final ModeGate gate;
    private final Capacity capacity;

    /**
     * The facts' source.
     *
     * @param baseName the last component of the base directory; the rest of the path is nobody's business
     */
    public ElementInfoService(
            String elementId, String baseName, Durability durability, ModeGate gate, Capacity capacity) {
        this.elementId = elementId;
        this.baseName = baseName;
        this.durability = durability;
        this.gate = gate;
        this.capacity = capacity;
    }

    /** An element at this moment. */
    public record Info(String elementId, String baseName, ElementMode mode, Durability durability, Level level) {}

    /** What an answer to an upload promises. */
    public Durability durability() {
        return durability;
    }

    public Info info() {
        return new Info(elementId, baseName, gate.mode(), durability, capacity.level());
    }
}
