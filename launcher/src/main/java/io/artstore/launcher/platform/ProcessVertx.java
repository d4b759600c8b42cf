package io.artstore.launcher.platform;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Makes the process's Vert.x. */
final class ProcessVertx {
    private ProcessVertx() {}

    static Vertx create() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
    }
}
