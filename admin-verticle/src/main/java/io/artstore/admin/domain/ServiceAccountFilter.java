package io.artstore.admin.domain;

import java.util.Optional;

/**
 * Which service accounts are asked for; what is empty restricts nothing.
 *
 * @param status as it is at the moment of asking, see {@link ServiceAccount#statusAt}
 * @param name a part of the name, in any case
 * @param search a part of name, description or client id, in any case
 */
public record ServiceAccountFilter(
        Optional<ServiceAccountStatus> status,
        Optional<ServiceAccountRole> role,
        Optional<Environment> environment,
        Optional<String> name,
        Optional<String> search) {}
