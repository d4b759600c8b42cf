package io.artstore.admin.domain;

import java.util.Optional;

/** A service account as somebody wants it; id, client id and secret are made. */
public record NewServiceAccount(
        String name,
        Optional<String> description,
        ServiceAccountRole role,
        int rateLimit,
        Environment environment,
        boolean system) {}
