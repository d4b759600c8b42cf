package io.artstore.admin.domain;

import java.util.Optional;

/**
 * What of a service account is to become otherwise; what is empty stays.
 *
 * @param describes whether the description is set, be it to nothing
 */
public record ServiceAccountChange(
        Optional<String> name,
        boolean describes,
        Optional<String> description,
        Optional<ServiceAccountRole> role,
        Optional<Integer> rateLimit,
        Optional<ServiceAccountStatus> status) {

    public static ServiceAccountChange toStatus(ServiceAccountStatus status) {
        return new ServiceAccountChange(
                Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(status));
    }
}
