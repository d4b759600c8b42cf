package io.artstore.storage;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.HttpSettings;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.ListenException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an element shows of itself while another process owns it: it is alive, it is a standby, and it serves nobody.
 *
 * <p>Readiness is 503, so that whoever spreads requests over the processes sends them to the owner.
 */
final class StandbyListener {
    private static final Logger LOG = LoggerFactory.getLogger(StandbyListener.class);
    private static final String NAME_SUFFIX = "/standby";
    private static final String TRY_AGAIN_SECONDS = "2";

    private final ModuleContext module;
    private final String elementId;
    private final ApiDescription description;
    private final ApiServer server;

    StandbyListener(Vertx vertx, ModuleContext module, HttpSettings settings, String elementId, ApiDescription served) {
        this.module = module;
        this.elementId = elementId;
        this.description = new ApiDescription(
                served.name() + NAME_SUFFIX,
                served.title(),
                served.version(),
                served.openApiResource(),
                served.portKey());
        this.server = ApiServer.create(vertx, module, settings, description)
                .standBy("this process is a standby of the element; another one serves it");
        server.router().route().handler(ctx -> ctx.fail(refusal()));
    }

    private ServiceException refusal() {
        return new ServiceException(
                        ErrorCode.UNAVAILABLE,
                        "this process is a standby of storage element " + elementId + "; another one serves it")
                .withHeader("Retry-After", TRY_AGAIN_SECONDS);
    }

    /** Listens, unless the owner has the port, being on the same machine; then there is nothing to show until it ends. */
    Future<Void> open() {
        return server.start().<Void>mapEmpty().recover(failure -> {
            if (failure instanceof ListenException) {
                LOG.atInfo()
                        .addKeyValue("element", elementId)
                        .addKeyValue("reason", failure.getMessage())
                        .log("the standby answers no probes until it takes over");
                return Future.succeededFuture();
            }
            return Future.failedFuture(failure);
        });
    }

    Future<Void> close() {
        module.addresses().withdraw(description.name());
        return server.stop();
    }
}
