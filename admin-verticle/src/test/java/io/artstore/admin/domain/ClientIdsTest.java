package io.artstore.admin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientIdsTest {
    @ParameterizedTest
    @CsvSource({
        "admin-service, admin_service",
        "My App 1, my_app_1",
        "Отчёты, ______",
        "a-name-that-is-longer-than-twenty, a_name_that_is_longe"
    })
    void anIdIsMadeOfEnvironmentCleanedNameAndEightHexDigits(String name, String cleaned) {
        assertThat(ClientIds.next(Environment.PROD, name)).matches("sa_prod_" + cleaned + "_[0-9a-f]{8}");
    }
}
