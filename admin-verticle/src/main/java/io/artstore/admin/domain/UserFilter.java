package io.artstore.admin.domain;

import java.util.Optional;

/**
 * Which users are asked for; what is empty restricts nothing.
 *
 * @param status as it is at the moment of asking, see {@link User#statusAt}
 * @param search a part of user name, e-mail address or names, in any case
 */
public record UserFilter(Optional<UserStatus> status, Optional<UserRole> role, Optional<String> search) {}
