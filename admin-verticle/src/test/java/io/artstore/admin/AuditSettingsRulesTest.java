package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.config.AdminConfig;
import io.artstore.common.config.ConfigException;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSettingsRulesTest {
    private static final String RETENTION = "artstore.admin.audit.retention-days";

    @ParameterizedTest
    @ValueSource(strings = {"2554", "365", "0", "-1"})
    void theAuditLogIsKeptForSevenYearsAtLeast(String days) {
        assertThatThrownBy(() -> AdminConfigRules.require(config(Map.of(RETENTION, days))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(RETENTION)
                .hasMessageContaining(days + " is less than seven years; choose at least 2555");
    }

    @Test
    void sevenYearsAreEnough() {
        assertThatCode(() -> AdminConfigRules.require(config(Map.of(RETENTION, "2555"))))
                .doesNotThrowAnyException();
    }

    private static AdminConfig config(Map<String, String> values) {
        return ConfigLoader.load(ConfigSources.of(values)).config().admin();
    }
}
