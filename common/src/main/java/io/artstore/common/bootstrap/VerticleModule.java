package io.artstore.common.bootstrap;

import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.database.ModuleDatabase;
import java.util.List;

/**
 * A module of ArtStore as the bootstrap sees it: which databases it owns and which verticles it runs.
 *
 * <p>Found through {@link java.util.ServiceLoader}; a module on the class path is part of the process when its name is
 * among the selected ones. Nothing here touches a database or a network: it only describes.
 */
public interface VerticleModule {
    /** The module's name in {@code artstore.modules} and the folder of its change log. */
    String name();

    /** Modules start in ascending order and stop in descending order. */
    int order();

    /** The databases to migrate before anything of any module is deployed. */
    List<ModuleDatabase> databases(ArtStoreConfig config);

    /** The verticles to deploy, in order, once every database is at head. */
    List<ModuleDeployment> deployments(ModuleContext context);
}
