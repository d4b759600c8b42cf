package io.artstore.admin.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whom tokens are issued to, as claims: the union of what the checkpoint's issuer wrote and its readers demanded.
 *
 * @param accessClaims claims of the access token besides the registered ones
 */
public record TokenSubject(AccountId account, Map<String, Object> accessClaims) {

    public TokenSubject {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(accessClaims, "accessClaims");
    }

    /** Readers of the checkpoint demand a {@code username}; for an account that is its name. */
    public static TokenSubject of(ServiceAccount account) {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("username", account.name());
        access.put("client_id", account.clientId());
        access.put("name", account.name());
        access.put("role", account.role().label());
        access.put("rate_limit", account.rateLimit());
        return new TokenSubject(new AccountId.OfServiceAccount(account.id()), access);
    }

    public static TokenSubject of(User user) {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("username", user.username());
        access.put("email", user.email());
        access.put("role", user.role().label());
        return new TokenSubject(new AccountId.OfUser(user.id()), access);
    }
}
