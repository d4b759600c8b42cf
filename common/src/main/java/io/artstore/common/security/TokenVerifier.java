package io.artstore.common.security;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;

/**
 * Turns a bearer token into a caller.
 *
 * <p>Fails with a {@link io.artstore.common.error.ServiceException} of code {@code INVALID_TOKEN} that says which check
 * failed, or {@code UNAVAILABLE} while no verification key is known.
 */
public interface TokenVerifier {
    Future<Caller> verify(String bearerToken);

    /**
     * Turns a download ticket into the caller it was made for; refused unless it was made for exactly this scope. No
     * access token is a ticket, and no ticket an access token.
     */
    default Future<Caller> verifyTicket(String ticket, DownloadScope scope) {
        return Future.failedFuture(
                new ServiceException(ErrorCode.INVALID_TOKEN, "Invalid or expired token: tickets open nothing here"));
    }
}
