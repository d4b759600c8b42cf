package io.artstore.common.contract.admin;

import java.time.Instant;

/**
 * A ticket as it stands in an address.
 *
 * @param token a JWT of type {@code download}
 * @param expiresAt from when on it opens nothing
 */
public record DownloadTicket(String token, Instant expiresAt) {
    /** Without the token, which opens a document. */
    @Override
    public String toString() {
        return "DownloadTicket[expiresAt=" + expiresAt + "]";
    }
}
