package io.artstore.admin.service;

import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccountChange;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import java.time.Instant;

/** What may become of a service account, and the words for what may not. */
final class ServiceAccountRules {
    private ServiceAccountRules() {}

    static void requireNotDeleted(ServiceAccount account) {
        if (account.status() == ServiceAccountStatus.DELETED) {
            throw conflict("Service Account is deleted; create a new one");
        }
    }

    /** A system account keeps its role and stays active: it is the way in when everything else is locked. */
    static void requireUnprotected(ServiceAccount account, ServiceAccountChange change) {
        boolean otherRole = change.role().filter(role -> role != account.role()).isPresent();
        if (account.system() && otherRole) {
            throw forbidden("Cannot change the role of system Service Account");
        }
        boolean otherStatus = change.status()
                .filter(status -> status != ServiceAccountStatus.ACTIVE)
                .isPresent();
        if (account.system() && otherStatus) {
            throw forbidden("Cannot suspend system Service Account");
        }
    }

    static void requireDeletable(ServiceAccount account) {
        if (account.system()) {
            throw forbidden("Cannot delete system Service Account");
        }
    }

    /** Active accounts can be suspended and suspended ones activated, while their secret has not run out. */
    static void requireReachable(ServiceAccount account, ServiceAccountStatus wanted, Instant now) {
        ServiceAccountStatus status = account.statusAt(now);
        if (status == ServiceAccountStatus.EXPIRED
                || (wanted == ServiceAccountStatus.ACTIVE && account.isSecretExpiredAt(now))) {
            throw conflict("Service Account secret has expired. Please rotate your secret.");
        }
    }

    private static ServiceException conflict(String detail) {
        return new ServiceException(ErrorCode.CONFLICT, detail);
    }

    private static ServiceException forbidden(String detail) {
        return new ServiceException(ErrorCode.FORBIDDEN, detail);
    }
}
