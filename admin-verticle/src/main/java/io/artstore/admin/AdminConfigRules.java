package io.artstore.admin;

import io.artstore.admin.crypto.KeyVault;
import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.EmailAddresses;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.Usernames;
import io.artstore.admin.service.PasswordResetService;
import io.artstore.common.config.AdminConfig;
import io.artstore.common.config.AdminConfig.PasswordReset.Delivery;
import io.artstore.common.config.AdminConfig.PasswordReset.Smtp;
import io.artstore.common.config.ConfigException;
import io.artstore.common.config.ConfigProblem;
import io.artstore.common.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the identities and keys of the configuration must satisfy so that the checkpoint's tables and rules take them. */
final class AdminConfigRules {
    /** HTTP Basic splits at the first colon. */
    private static final Pattern CLIENT_ID = Pattern.compile("[!-9;-~]{1,100}");

    private static final Duration MAX_RESET_LIFETIME = Duration.ofHours(24);

    private static final int MIN_PASSWORD = 8;
    private static final int MIN_CLIENT_SECRET = 16;
    private static final String KNOWN_AUDIT_SECRET = "change-me-in-production-to-secure-random-value";
    private static final int MIN_AUDIT_RETENTION_DAYS = 2_555;
    private static final int MIN_AUDIT_SECRET = 32;
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 200;

    private static final Duration SHORTEST_CHECK = Duration.ofMillis(100);
    private static final Duration LONGEST_CHECK = Duration.ofHours(1);

    private final List<ConfigProblem> problems = new ArrayList<>();

    private AdminConfigRules() {}

    /**
     * Passes over a sound configuration.
     *
     * @throws ConfigException with every problem
     */
    static void require(AdminConfig config) {
        AdminConfigRules rules = new AdminConfigRules();
        rules.administrator(config.initialAdmin());
        rules.account(config.initialAccount());
        rules.token(config.token());
        rules.keys(config.keys());
        rules.passwords(config.password());
        rules.passwordReset(config.passwordReset());
        rules.elements(config.elements());
        rules.audit(config.audit());
        if (!rules.problems.isEmpty()) {
            throw new ConfigException(rules.problems);
        }
    }

    private void administrator(AdminConfig.InitialAdmin wanted) {
        String key = "artstore.admin.initial-admin.";
        if (!Usernames.isValid(wanted.username())) {
            reject(key + "username", "'" + wanted.username() + "' must be 3 to 100 of a-z, A-Z, 0-9, _ and -");
        }
        if (!EmailAddresses.isValid(wanted.email())) {
            reject(key + "email", "'" + wanted.email() + "' is not an e-mail address");
        }
        wanted.password().ifPresent(password -> secret(key + "password", password, MIN_PASSWORD));
    }

    private void account(AdminConfig.InitialAccount wanted) {
        String key = "artstore.admin.initial-account.";
        int length = wanted.name().codePointCount(0, wanted.name().length());
        if (length < MIN_NAME || length > MAX_NAME) {
            reject(key + "name", "'" + wanted.name() + "' must have " + MIN_NAME + " to " + MAX_NAME + " characters");
        }
        wanted.clientId()
                .filter(id -> !CLIENT_ID.matcher(id).matches())
                .ifPresent(id -> reject(
                        key + "client-id", "'" + id + "' must be 1 to 100 visible ASCII characters without a colon"));
        wanted.clientSecret().ifPresent(secret -> secret(key + "client-secret", secret, MIN_CLIENT_SECRET));
    }

    private void secret(String key, Secret secret, int min) {
        int bytes = secret.value().getBytes(StandardCharsets.UTF_8).length;
        if (secret.value().length() < min || bytes > SecretHasher.MAX_BYTES) {
            reject(
                    key,
                    "must have at least " + min + " characters and at most " + SecretHasher.MAX_BYTES
                            + " bytes; leave it out to have one generated");
        }
    }

    private void token(AdminConfig.Token token) {
        if (token.issuer().isBlank()) {
            reject("artstore.admin.token.issuer", "is blank; it becomes the iss claim of every token");
        }
        if (token.accessLifetime().toSeconds() < 1 || token.refreshLifetime().toSeconds() < 1) {
            reject("artstore.admin.token", "lifetimes are counted in seconds; give each at least 1s");
        }
    }

    private void keys(AdminConfig.Keys keys) {
        encryption("encryption-secret", keys.encryptionSecret());
        encryption("former-encryption-secret", keys.formerEncryptionSecret());
        keys.privateKeyPath()
                .filter(path -> !Files.isReadable(path))
                .ifPresent(path -> reject(
                        "artstore.admin.keys.private-key-path", "cannot read '" + path + "'; name a PKCS#8 PEM file"));
    }

    private void elements(AdminConfig.Elements elements) {
        String key = "artstore.admin.elements.";
        between(key + "check-interval", elements.checkInterval(), SHORTEST_CHECK, LONGEST_CHECK);
        between(key + "check-timeout", elements.checkTimeout(), SHORTEST_CHECK, LONGEST_CHECK);
        Duration least = elements.checkInterval().plus(elements.checkTimeout());
        if (elements.staleAfter().compareTo(least) <= 0) {
            reject(
                    key + "stale-after",
                    elements.staleAfter() + " must be longer than check-interval and check-timeout together (" + least
                            + "), or every element that is slow once is given no documents");
        }
    }

    private void between(String key, Duration value, Duration shortest, Duration longest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            reject(key, value + " is out of range; choose " + shortest + " to " + longest);
        }
    }

    /** Checkpoint section 5.5. */
    private void audit(AdminConfig.Audit audit) {
        audit.retentionDays()
                .filter(days -> days < MIN_AUDIT_RETENTION_DAYS)
                .ifPresent(days -> reject(
                        "artstore.admin.audit.retention-days",
                        days + " is less than seven years; choose at least " + MIN_AUDIT_RETENTION_DAYS
                                + ", or leave it out to keep every row"));
        audit.hmacSecret()
                .filter(secret -> secret.value().length() < MIN_AUDIT_SECRET)
                .ifPresent(secret -> reject(
                        "artstore.admin.audit.hmac-secret",
                        "must have at least " + MIN_AUDIT_SECRET + " characters; leave it out to have one generated"));
        audit.hmacSecret()
                .filter(secret -> secret.value().equals(KNOWN_AUDIT_SECRET))
                .ifPresent(secret -> reject(
                        "artstore.admin.audit.hmac-secret",
                        "is the default of the original, which everybody knows; leave it out to have one generated"));
    }

    private void encryption(String key, Optional<Secret> secret) {
        secret.filter(given -> given.value().length() < KeyVault.MIN_SECRET)
                .ifPresent(given -> reject(
                        "artstore.admin.keys." + key,
                        "must have at least " + KeyVault.MIN_SECRET
                                + " characters; make one with: openssl rand -base64 32"));
    }

    private void passwords(AdminConfig.Password policy) {
        String key = "artstore.admin.password.";
        between(key + "min-length", policy.minLength(), 8, PasswordPolicy.MAX_BYTES);
        between(key + "max-age-days", policy.maxAgeDays(), 30, 365);
        between(key + "history-size", policy.historySize(), 0, 24);
        between(key + "expiration-warning-days", policy.expirationWarningDays(), 1, 30);
    }

    private void passwordReset(AdminConfig.PasswordReset reset) {
        String key = "artstore.admin.password-reset.";
        if (reset.tokenLifetime().compareTo(MAX_RESET_LIFETIME) > 0) {
            reject(key + "token-lifetime", reset.tokenLifetime() + " is too long for a token; at most 24h");
        }
        reset.link()
                .filter(link -> !link.contains(PasswordResetService.TOKEN_PLACE))
                .ifPresent(link -> reject(
                        key + "link",
                        "'" + link + "' has no place for the token; write " + PasswordResetService.TOKEN_PLACE
                                + " where it belongs"));
        if (reset.delivery() == Delivery.SMTP) {
            smtp(key + "smtp.", reset.smtp());
        }
    }

    private void smtp(String key, Smtp smtp) {
        if (smtp.host().isEmpty()) {
            reject(key + "host", "is missing; name the server that takes the mail");
        }
        if (smtp.from().filter(EmailAddresses::isValid).isEmpty()) {
            reject(key + "from", "must be the e-mail address that letters come from");
        }
    }

    private void between(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            reject(key, value + " is out of range; choose " + lowest + " to " + highest);
        }
    }

    private void reject(String key, String message) {
        problems.add(new ConfigProblem(key, message));
    }
}
