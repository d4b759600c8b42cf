package io.artstore.admin;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.ModuleDeployment;
import io.artstore.common.bootstrap.VerticleModule;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.database.ModuleDatabase;
import java.util.List;

/** Admin starts first: the others ask it for keys. */
public final class AdminModule implements VerticleModule {
    private static final String NAME = "admin";
    private static final int ORDER = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int order() {
        return ORDER;
    }

    /** Also where the module's own configuration is checked, because it is asked before anything is touched. */
    @Override
    public List<ModuleDatabase> databases(ArtStoreConfig config) {
        AdminConfigRules.require(config.admin());
        return List.of(new ModuleDatabase(NAME, Settings.adminDatabase(config), ""));
    }

    @Override
    public List<ModuleDeployment> deployments(ModuleContext context) {
        return List.of(ModuleDeployment.single(NAME, () -> new AdminVerticle(context)));
    }
}
