package io.artstore.admin.service;

import io.artstore.admin.domain.PasswordResetMessage;
import io.vertx.core.Future;

/** How a reset token reaches the person it is for. */
public interface PasswordResetDelivery {
    /** Done when the message is on its way; what fails is logged by the caller and not tried again. */
    Future<Void> deliver(PasswordResetMessage message);

    Future<Void> close();
}
