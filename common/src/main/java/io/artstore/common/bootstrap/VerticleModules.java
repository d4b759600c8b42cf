package io.artstore.common.bootstrap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the modules on the class path. */
public final class VerticleModules {
    private VerticleModules() {}

    /**
     * The modules of those names, in starting order.
     *
     * @throws IllegalStateException naming the modules that are not on the class path
     */
    public static List<VerticleModule> discover(Collection<String> names) {
        List<VerticleModule> found = ServiceLoader.load(VerticleModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(module -> names.contains(module.name()))
                .sorted(Comparator.comparingInt(VerticleModule::order))
                .toList();
        List<String> missing = names.stream()
                .filter(name -> found.stream().noneMatch(module -> module.name().equals(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("modules " + missing + " are selected but not on the class path");
        }
        return found;
    }
}
