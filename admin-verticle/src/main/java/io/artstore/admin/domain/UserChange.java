package io.artstore.admin.domain;

import java.util.Optional;

/**
 * What of a user is to become otherwise; what is empty stays.
 *
 * @param namesFirst whether the first name is set, be it to nothing
 * @param namesLast whether the last name is set, be it to nothing
 */
public record UserChange(
        Optional<String> email,
        boolean namesFirst,
        Optional<String> firstName,
        boolean namesLast,
        Optional<String> lastName,
        Optional<UserRole> role,
        Optional<UserStatus> status) {

    public static UserChange toStatus(UserStatus status) {
        return new UserChange(
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(status));
    }

    public static UserChange toRole(UserRole role) {
        return new UserChange(
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(role),
                Optional.empty());
    }
}
