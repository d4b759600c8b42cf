package io.artstore.admin.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whom tokens are issued to, as claims: the union of what the checkpoint's issuer wrote and its readers demanded.
 *
 * @param accessClaims claims of the access token besides the registered ones
 * @param refreshClaims claims of the refresh token besides the registered ones
 */
public record TokenSubject(String subject, Map<String, Object> accessClaims, Map<String, Object> refreshClaims) {

    public TokenSubject {
        Objects.requireNonNull(subject, "subject");
    }

    /** Readers of the checkpoint demand a {@code username}; for an account that is its name. */
    public static TokenSubject of(ServiceAccount account) {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("username", account.name());
        access.put("client_id", account.clientId());
        access.put("name", account.name());
        access.put("role", account.role().label());
        access.put("rate_limit", account.rateLimit());
        return new TokenSubject(account.id().toString(), access, Map.of("client_id", account.clientId()));
    }

    public static TokenSubject of(User user) {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("username", user.username());
        access.put("email", user.email());
        access.put("role", user.role().label());
        return new TokenSubject(Integer.toString(user.id()), access, Map.of("username", user.username()));
    }
}
