package io.artstore.launcher.cli.audit;

import io.artstore.admin.AuditTool;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.launcher.cli.ConfigOptions;
import io.artstore.launcher.platform.DatabaseServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the {@code audit} commands share: they find the admin database, and join or start the embedded server. */
abstract class AuditLogCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (DatabaseServer server = DatabaseServer.forCommand(options.sources())) {
            ArtStoreConfig config = server.config().config();
            Vertx vertx = Vertx.vertx();
            try {
                return await(Future.succeededFuture(AuditTool.open(vertx, config))
                        .compose(audit -> run(audit, config).eventually(audit::close)));
            } finally {
                await(vertx.close());
            }
        }
    }

    /** Does the command's work and returns the exit code. */
    abstract Future<Integer> run(AuditTool audit, ArtStoreConfig config);

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
