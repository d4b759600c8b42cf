package io.artstore.query;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.ModuleDeployment;
import io.artstore.common.bootstrap.VerticleModule;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.database.ModuleDatabase;
import java.util.List;

/** The query module as the bootstrap sees it: one database, one verticle, started last. */
public final class QueryModule implements VerticleModule {
    static final String NAME = "query";

    /** After admin, which knows the keys, and storage, which has the documents. */
    private static final int ORDER = 30;

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
        return List.of(new ModuleDatabase(NAME, Settings.queryDatabase(config), ""));
    }

    @Override
    public List<ModuleDeployment> deployments(ModuleContext context) {
        return List.of(ModuleDeployment.single(NAME, () -> new QueryVerticle(context)));
    }
}
