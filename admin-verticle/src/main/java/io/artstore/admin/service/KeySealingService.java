package io.artstore.admin.service;

import io.artstore.admin.crypto.KeyVault;
import io.artstore.admin.domain.SigningKey;
import io.artstore.admin.repository.SigningKeyRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the private keys of the database under the secret that is configured now: encrypts plain ones, takes over those
 * of the former secret, and with no secret makes them plain again, as the original reads them.
 */
public final class KeySealingService {
    private static final Logger LOG = LoggerFactory.getLogger(KeySealingService.class);

    private final SigningKeyRepository repository;
    private final KeyVault vault;
    private final Clock clock;

    public KeySealingService(SigningKeyRepository repository, KeyVault vault, Clock clock) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.vault = Objects.requireNonNull(vault, "vault");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Goes through all keys, once, before one is used. Fails where a key that would sign is under a secret that is not
     * configured. Several nodes may do it at once.
     */
    public Future<Void> sealAll() {
        return repository.expiringAfter(Instant.EPOCH).compose(keys -> {
            requireTheSecret(keys);
            List<SigningKey> outdated = keys.stream()
                    .filter(key -> !vault.isUpToDate(key.privateKeyPem()) && vault.canOpen(key.privateKeyPem()))
                    .toList();
            return sealEach(outdated, 0).onSuccess(v -> log(outdated.size()));
        });
    }

    private void requireTheSecret(List<SigningKey> keys) {
        Instant now = clock.instant();
        List<String> lost = keys.stream()
                .filter(key -> key.maySignAt(now) && !vault.canOpen(key.privateKeyPem()))
                .map(SigningKey::version)
                .toList();
        if (!lost.isEmpty()) {
            throw new IllegalStateException("the signing keys " + lost
                    + " in jwt_keys are encrypted under a secret that is not configured; set"
                    + " artstore.admin.keys.encryption-secret, or former-encryption-secret, to the one they were"
                    + " encrypted with. Only if it is lost: delete these rows, which ends every token they signed");
        }
    }

    /** One after the other: there are few, and each is one small statement. */
    private Future<Void> sealEach(List<SigningKey> keys, int index) {
        if (index == keys.size()) {
            return Future.succeededFuture();
        }
        SigningKey key = keys.get(index);
        String plain = vault.open(key.version(), key.privateKeyPem());
        return repository
                .replacePrivateKey(key, vault.seal(key.version(), plain))
                .compose(replaced -> sealEach(keys, index + 1));
    }

    private static void log(int changed) {
        if (changed > 0) {
            LOG.atInfo().addKeyValue("keys", changed).log("private keys were brought under the configured secret");
        }
    }
}
