package io.artstore.common.config;

import io.artstore.common.config.AdminConfig.Attempts;
import io.artstore.common.config.ArtStoreConfig.DatabaseOverride;
import io.artstore.common.config.StorageConfig.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must hold between values that are each well-formed. */
final class ConfigRules {
    static final Set<String> MODULES = Set.of("admin", "storage", "query");

    /** The id becomes a table prefix, and PostgreSQL cuts names at 63 bytes; the longest suffix is 33. */
    private static final Pattern ELEMENT_ID = Pattern.compile("[a-z][a-z0-9_]{0,29}");

    private static final int MAX_PORT = 65_535;
    private static final Duration MIN_PERIOD = Duration.ofHours(1);
    private static final Duration MAX_GRACE = Duration.ofDays(3_650);
    private static final int MAX_PER_MINUTE = 1_000_000;

    private final ArtStoreConfig config;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigRules(ArtStoreConfig config) {
        this.config = config;
    }

    static List<ConfigProblem> check(ArtStoreConfig config) {
        ConfigRules rules = new ConfigRules(config);
        rules.modulesAreKnown();
        rules.numbersAreInRange();
        rules.elementsAreSound();
        rules.listenersDoNotCollide();
        rules.ownServersAreComplete();
        return rules.problems;
    }

    private void modulesAreKnown() {
        if (config.modules().isEmpty()) {
            reject("artstore.modules", "names no module; choose from " + new TreeSet<>(MODULES));
        }
        for (String module : config.modules()) {
            if (!MODULES.contains(module)) {
                reject("artstore.modules", "'" + module + "' is not a module; choose from " + new TreeSet<>(MODULES));
            }
        }
    }

    private void numbersAreInRange() {
        port("artstore.database.port", config.database().port(), 1);
        between("artstore.database.pool-size", config.database().poolSize(), 1, 500);
        positive("artstore.database.connect-timeout", config.database().connectTimeout());
        positive("artstore.http.idle-timeout", config.http().idleTimeout());
        positive("artstore.http.drain-timeout", config.http().drainTimeout());
        positive("artstore.admin.token.access-lifetime", config.admin().token().accessLifetime());
        positive("artstore.admin.token.refresh-lifetime", config.admin().token().refreshLifetime());
        Attempts attempts = config.admin().attempts();
        between("artstore.admin.attempts.logins-per-minute", attempts.loginsPerMinute(), 0, MAX_PER_MINUTE);
        between("artstore.admin.attempts.tokens-per-minute", attempts.tokensPerMinute(), 0, MAX_PER_MINUTE);
        between("artstore.admin.attempts.failures-per-minute", attempts.failuresPerMinute(), 0, MAX_PER_MINUTE);
        positive(
                "artstore.admin.password-reset.token-lifetime",
                config.admin().passwordReset().tokenLifetime());
        port(
                "artstore.admin.password-reset.smtp.port",
                config.admin().passwordReset().smtp().port(),
                1);
        positive("artstore.query.statement-timeout", config.query().statementTimeout());
    }

    private void elementsAreSound() {
        Set<String> ids = new TreeSet<>();
        Map<String, String> paths = new HashMap<>();
        List<ElementSettings> elements = Settings.elements(config);
        for (int i = 0; i < elements.size(); i++) {
            ElementSettings element = elements.get(i);
            String key = "artstore.storage.elements[" + i + "]";
            if (!ELEMENT_ID.matcher(element.id()).matches()) {
                reject(
                        key + ".id",
                        "'" + element.id() + "' cannot be a table prefix; use 1 to 30 of a-z, 0-9 and _,"
                                + " beginning with a letter");
            }
            if (!ids.add(element.id())) {
                reject(key + ".id", "'" + element.id() + "' is used twice; every element has its own id");
            }
            String path = element.path().toAbsolutePath().normalize().toString();
            String other = paths.put(path, element.id());
            if (other != null) {
                reject(key + ".path", "'" + path + "' is also the path of '" + other + "'; give each its own");
            }
            if (element.quotaBytes() == 0) {
                reject(key + ".quota", "0 leaves no room for any document; set for example 100GB");
            }
            upkeepIsSound(key, element);
        }
    }

    private void upkeepIsSound(String key, ElementSettings element) {
        Duration grace = element.upkeep().trashGrace();
        if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
            reject(
                    key + ".trash-grace",
                    grace + " is out of range; choose 0s (at once) to " + MAX_GRACE.toDays() + "d");
        }
        Duration period = element.upkeep().scrubPeriod();
        boolean possible = period.compareTo(MIN_PERIOD) >= 0 && period.compareTo(MAX_GRACE) <= 0;
        if (!period.isZero() && !possible) {
            reject(
                    key + ".scrub.period",
                    period + " is out of range; choose 0s (never), or 1h to " + MAX_GRACE.toDays() + "d");
        }
        if (element.upkeep().leaveArchive() && element.mode() != ElementMode.RW) {
            reject(
                    key + ".leave-archive",
                    "brings an element back to mode rw, and its mode is set to "
                            + element.mode().label() + "; set mode to rw too, or remove leave-archive");
        }
    }

    private void listenersDoNotCollide() {
        Map<Integer, String> taken = new HashMap<>();
        if (config.modules().contains("admin")) {
            listener(taken, "artstore.admin.http", Settings.adminHttp(config));
        }
        if (config.modules().contains("query")) {
            listener(taken, "artstore.query.http", Settings.queryHttp(config));
        }
        if (config.modules().contains("storage")) {
            List<ElementSettings> elements = Settings.elements(config);
            for (int i = 0; i < elements.size(); i++) {
                listener(
                        taken,
                        "artstore.storage.elements[" + i + "].http",
                        elements.get(i).http());
            }
        }
    }

    /** A module beside the embedded server must not inherit that server's port and role. */
    private void ownServersAreComplete() {
        if (!Settings.needsEmbeddedDatabase(config)) {
            return;
        }
        if (config.modules().contains("admin")) {
            ownServer("artstore.admin.database", config.admin().database());
        }
        if (config.modules().contains("query")) {
            ownServer("artstore.query.database", config.query().database());
        }
        List<Element> elements = config.modules().contains("storage")
                ? config.storage().elements().orElse(List.of())
                : List.of();
        for (int i = 0; i < elements.size(); i++) {
            ownServer(
                    "artstore.storage.elements[" + i + "].database",
                    elements.get(i).database());
        }
    }

    private void ownServer(String key, DatabaseOverride own) {
        boolean complete = own.port().isPresent()
                && own.username().isPresent()
                && own.password().isPresent();
        if (own.host().isPresent() && !complete) {
            reject(
                    key + ".host",
                    "'" + own.host().get() + "' is set while other modules use the embedded database; set " + key
                            + ".port, .username and .password too, or artstore.database.host for all modules");
        }
    }

    private void listener(Map<Integer, String> taken, String key, HttpSettings http) {
        port(key + ".port", http.port(), 0);
        String other = http.port() == 0 ? null : taken.put(http.port(), key);
        if (other != null) {
            reject(key + ".port", http.port() + " is also " + other + ".port; give each listener its own");
        }
    }

    private void port(String key, int port, int lowest) {
        between(key, port, lowest, MAX_PORT);
    }

    private void between(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            reject(key, value + " is out of range; choose " + lowest + " to " + highest);
        }
    }

    private void positive(String key, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            reject(key, duration + " must be longer than nothing; write for example 30s");
        }
    }

    private void reject(String key, String message) {
        problems.add(new ConfigProblem(key, message));
    }
}
