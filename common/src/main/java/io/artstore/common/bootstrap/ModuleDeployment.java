package io.artstore.common.bootstrap;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One verticle to deploy.
 *
 * @param name what logs and messages call it, such as {@code storage/storage_elem_01}
 * @param verticle makes the verticle; its start completes when it listens
 * @param options instances and threading
 */
public record ModuleDeployment(String name, Supplier<? extends Deployable> verticle, DeploymentOptions options) {
    public ModuleDeployment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(verticle, "verticle");
        Objects.requireNonNull(options, "options");
    }

    /** One instance on an event loop. */
    public static ModuleDeployment single(String name, Supplier<? extends Deployable> verticle) {
        return new ModuleDeployment(name, verticle, new DeploymentOptions());
    }
}
