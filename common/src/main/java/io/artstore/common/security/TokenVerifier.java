package io.artstore.common.security;

import io.vertx.core.Future;

/**
 * Turns a bearer token into a caller.
 *
 * <p>Fails with a {@link io.artstore.common.error.ServiceException} of code {@code INVALID_TOKEN} that says which check
 * failed, or {@code UNAVAILABLE} while no verification key is known.
 */
public interface TokenVerifier {
    Future<Caller> verify(String bearerToken);
}
