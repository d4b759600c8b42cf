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
import org.junit.jupiter.params.provider.CsvSource;

class ElementSettingsRulesTest {
    @Test
    void theDefaultsAreSound() {
        assertThatCode(() -> AdminConfigRules.require(config(Map.of()))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"check-interval,0s", "check-interval,2h", "check-timeout,50ms", "stale-after,15s"})
    void anElementMustBeAskedOftenEnoughToStayFresh(String key, String value) {
        String name = "artstore.admin.elements." + key;

        assertThatThrownBy(() -> AdminConfigRules.require(config(Map.of(name, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name);
    }

    private static AdminConfig config(Map<String, String> values) {
        return ConfigLoader.load(ConfigSources.of(values)).config().admin();
    }
}
