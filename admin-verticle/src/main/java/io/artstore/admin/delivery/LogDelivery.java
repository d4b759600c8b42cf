package io.artstore.admin.delivery;

import io.artstore.admin.domain.PasswordResetMessage;
import io.artstore.admin.service.PasswordResetDelivery;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages to the log, for development: the token at DEBUG and at no other level. */
public final class LogDelivery implements PasswordResetDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(LogDelivery.class);

    @Override
    public Future<Void> deliver(PasswordResetMessage message) {
        LOG.atInfo()
                .addKeyValue("user_id", message.userId())
                .log("a password reset token is in the log at level debug");
        LOG.atDebug()
                .addKeyValue("user_id", message.userId())
                .addKeyValue("reset_token", message.token())
                .log("a password reset token");
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
