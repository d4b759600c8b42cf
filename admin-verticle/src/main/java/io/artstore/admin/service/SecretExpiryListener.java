package io.artstore.admin.service;

import io.artstore.common.contract.admin.SecretExpiry;

/** Hears of secrets that end. */
public interface SecretExpiryListener {
    void expiring(SecretExpiry expiry);

    void expired(SecretExpiry expiry);
}
