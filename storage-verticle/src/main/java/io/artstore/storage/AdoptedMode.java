package io.artstore.storage;

import io.artstore.common.config.ElementMode;
import io.artstore.common.config.ElementSettings;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mode an element starts in: the one its database knows, even where another is configured. */
final class AdoptedMode {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptedMode.class);

    private AdoptedMode() {}

    static ElementMode of(String label, ElementSettings settings) {
        ElementMode mode = Arrays.stream(ElementMode.values())
                .filter(known -> known.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("current_mode in public." + settings.id() + "_config is '"
                        + label + "'; it must be edit, rw, ro or ar"));
        if (mode != settings.mode()) {
            LOG.atWarn()
                    .addKeyValue("element", settings.id())
                    .addKeyValue("configured", settings.mode().label())
                    .addKeyValue("database", label)
                    .log("the element's mode in the database differs from the configured one; the database's holds");
        }
        return mode;
    }
}
