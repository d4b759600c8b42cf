package io.artstore.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
    @ParameterizedTest
    @CsvSource({
        "id:secret, id, secret",
        "id:with:colons, id, with:colons",
        "sa%5Fprod:100%25+sure, sa_prod, 100% sure",
        "id:100%, id, 100%",
        "id:пароль, id, пароль"
    })
    void idAndSecretAreFormDecoded(String pair, String id, String secret) {
        assertThat(BasicCredentials.of(basic(pair))).contains(new ClientCredentials(id, secret));
    }

    @Test
    void theSchemeIsReadInEitherCase() {
        assertThat(BasicCredentials.of(basic("id:secret").replace("Basic", "bAsIc")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc", "Basic", "Digest x"})
    void anotherSchemeIsNone(String header) {
        assertThat(BasicCredentials.of(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ###", "Basic bm9jb2xvbg==", "Basic OnNlY3JldA==", "Basic gICA", "Basic aWQ6JTAw"})
    void whatCannotBeReadIsNoClient(String header) {
        assertThatThrownBy(() -> BasicCredentials.of(header))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CLIENT));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
