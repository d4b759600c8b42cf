package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.error.ServiceException;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredDigestsTest {
    private static final String BASE64 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
    private static final String HEX = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void readsBothHeadersAndLeavesOtherAlgorithmsUnread() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("content-digest", "sha-512=:AA==:, sha-256=:" + BASE64 + ":;p=1")
                .add("Repr-Digest", "md5=:broken")
                .add("Repr-Digest", "sha-256=:" + BASE64 + ":");

        assertThat(DeclaredDigests.of(headers)).isEqualTo(List.of(HEX, HEX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256",
                "sha-256=",
                "sha-256=" + BASE64,
                "sha-256=:" + HEX + ":",
                "sha-256=:AAAA:",
                "sha-256=:!PJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
            })
    void refusesADigestThatCannotBeRead(String header) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Digest", header);

        assertThatThrownBy(() -> DeclaredDigests.of(headers))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Content-Digest has 'sha-256");
    }
}
