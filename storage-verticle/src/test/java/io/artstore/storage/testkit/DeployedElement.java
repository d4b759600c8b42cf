package io.artstore.storage.testkit;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Readiness;
import io.artstore.common.bootstrap.ServingAddresses;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.StorageElementVerticle;
import io.artstore.storage.domain.FailPoints;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** An element of a {@link RunningElement} that has stopped, deployed anew: on another disk, with fail points. */
public final class DeployedElement implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final String deployment;
    private final ModuleContext context;

    private DeployedElement(Vertx vertx, String deployment, ModuleContext context) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.context = context;
    }

    /** Returns when it serves, recovered, or stands by. */
    public static DeployedElement start(
            Vertx vertx, RunningElement stopped, Path base, FailPoints failPoints, Clock clock) {
        ModuleContext context =
                new ModuleContext(stopped.platform().config(), clock, new Readiness(), new ServingAddresses());
        String deployment = TestPlatform.await(
                vertx.deployVerticle(
                        new StorageElementVerticle(context, at(base, stopped.settings()), "port", failPoints)),
                LIMIT);
        context.readiness().serve();
        return new DeployedElement(vertx, deployment, context);
    }

    private static ElementSettings at(Path base, ElementSettings settings) {
        return new ElementSettings(
                settings.id(),
                settings.http(),
                settings.database(),
                settings.mode(),
                base,
                settings.quotaBytes(),
                settings.maxFileBytes(),
                settings.publicUrl(),
                settings.upkeep());
    }

    /** Where it listens, by the names of listeners. */
    public Map<String, URI> addresses() {
        return context.addresses().all();
    }

    public ElementClient as(Role role) {
        return new ElementClient(context.addresses().of("storage/" + RunningElement.ID), StaticTokens.of(role));
    }

    @Override
    public void close() {
        TestPlatform.await(vertx.undeploy(deployment), LIMIT);
    }
}
