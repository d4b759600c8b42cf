package io.artstore.storage;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.ModuleDeployment;
import io.artstore.common.bootstrap.VerticleModule;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.config.Settings;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.storage.domain.FailPoints;
import java.util.ArrayList;
import java.util.List;

/** The storage module: one database and one verticle per configured element. */
public final class StorageModule implements VerticleModule {
    static final String NAME = "storage";
    /** After admin, whose keys it asks for, and before query, which reads its feed. */
    private static final int ORDER = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public List<ModuleDatabase> databases(ArtStoreConfig config) {
        return Settings.elements(config).stream()
                .map(element -> new ModuleDatabase(NAME, element.database(), element.id()))
                .toList();
    }

    @Override
    public List<ModuleDeployment> deployments(ModuleContext context) {
        List<ModuleDeployment> deployments = new ArrayList<>();
        for (ElementSettings element : Settings.elements(context.config())) {
            String portKey = "artstore.storage.elements[" + deployments.size() + "].http.port";
            deployments.add(ModuleDeployment.single(
                    StorageElementVerticle.listenerName(element.id()),
                    () -> new StorageElementVerticle(context, element, portKey, FailPoints.NONE)));
        }
        return List.copyOf(deployments);
    }
}
