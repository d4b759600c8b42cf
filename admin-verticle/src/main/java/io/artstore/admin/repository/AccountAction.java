package io.artstore.admin.repository;

import io.artstore.common.security.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody did to an account, for whoever asks later.
 *
 * @param subject the account it was done to, as its tokens' {@code sub} names it
 * @param facts what changed, small and free of secrets
 */
public record AccountAction(Kind kind, Caller by, String subject, Map<String, Object> facts) {
    /** The kinds of things done to accounts. */
    public enum Kind {
        SERVICE_ACCOUNT_CREATE,
        SERVICE_ACCOUNT_UPDATE,
        SERVICE_ACCOUNT_DELETE,
        SERVICE_ACCOUNT_SUSPEND,
        SERVICE_ACCOUNT_ACTIVATE,
        SERVICE_ACCOUNT_SECRET_ROTATE,
        USER_CREATE,
        USER_UPDATE,
        USER_DELETE,
        USER_ACTIVATE,
        USER_DEACTIVATE,
        USER_UNLOCK,
        USER_PASSWORD_SET,
        USER_PASSWORD_CHANGE,
        USER_PASSWORD_RESET;

        /** As it stands in logs. */
        public String eventName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AccountAction {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(subject, "subject");
        facts = Map.copyOf(facts);
    }

    public AccountAction(Kind kind, Caller by, String subject) {
        this(kind, by, subject, Map.of());
    }
}
