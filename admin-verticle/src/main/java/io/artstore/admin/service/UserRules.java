package io.artstore.admin.service;

import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserRole;
import io.artstore.admin.domain.UserStatus;
import io.artstore.admin.repository.UserChangeRepository.Locked;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import java.time.Instant;

/** What may become of a user, and the words for what may not. */
final class UserRules {
    private UserRules() {}

    static void requireNotDeleted(User user) {
        if (user.status() == UserStatus.DELETED) {
            throw new ServiceException(ErrorCode.CONFLICT, "User is deleted; create a new one");
        }
    }

    /** The system user is the way in when everything else is locked. */
    static void requireUnprotected(User before, User after) {
        if (!before.system()) {
            return;
        }
        if (after.status() == UserStatus.DELETED) {
            throw forbidden("Cannot delete system user");
        }
        if (after.role() != before.role()) {
            throw forbidden("Cannot change the role of system user");
        }
        if (after.status() == UserStatus.INACTIVE) {
            throw forbidden("Cannot deactivate system user");
        }
    }

    /** Somebody must be left who can sign in and make others administrators. */
    static void requireAdministratorLeft(Locked locked, User after, Instant now) {
        User before = locked.user();
        boolean was = before.role() == UserRole.ADMIN && before.mayComeBack();
        boolean stays = after.role() == UserRole.ADMIN && after.mayComeBack();
        if (was
                && !stays
                && locked.otherAdministrators().stream().noneMatch(other -> other.isActiveAdministratorAt(now))) {
            throw new ServiceException(
                    ErrorCode.CONFLICT, "this is the last active administrator; make another one first");
        }
    }

    private static ServiceException forbidden(String detail) {
        return new ServiceException(ErrorCode.FORBIDDEN, detail);
    }
}
