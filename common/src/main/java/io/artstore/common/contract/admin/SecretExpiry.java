package io.artstore.common.contract.admin;

import io.artstore.common.contract.CloudEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * The secret of a service account ends, or has ended: what operators are told so that they rotate it in time.
 *
 * @param accountId the account's id
 * @param clientId its client id
 * @param name its name
 * @param expiresAt when the secret ends
 */
public record SecretExpiry(String accountId, String clientId, String name, Instant expiresAt) {
    /** Type of the event that is published once for a secret, seven days before it ends. */
    public static final String EXPIRING_EVENT = "admin.service-account.secret-expiring";

    /** Type of the event that is published when a secret has ended and its account was marked expired. */
    public static final String EXPIRED_EVENT = "admin.service-account.secret-expired";

    private static final String SOURCE = "/admin";

    public CloudEvent toExpiringEvent() {
        return CloudEvent.of(EXPIRING_EVENT, SOURCE, accountId, data());
    }

    public CloudEvent toExpiredEvent() {
        return CloudEvent.of(EXPIRED_EVENT, SOURCE, accountId, data());
    }

    private JsonObject data() {
        return new JsonObject()
                .put("accountId", accountId)
                .put("clientId", clientId)
                .put("name", name)
                .put("expiresAt", expiresAt.toString());
    }
}
