package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody makes of a token, it opens nothing and breaks nothing. */
class ForgedTokenTest extends WithTokens {
    @Test
    void anUnsignedTokenIsRefused() {
        String token = Issuer.unsigned(new JsonObject().put("alg", "none"), claims().encode());

        assertThat(refusal(token + ".").detail()).contains("not a signed JWT");
        assertThat(refusal(token).detail()).contains("not a signed JWT");
        assertThat(refusal(token + ".c2lnbmVk").detail()).contains("not a signed JWT");
    }

    @Test
    void theSignatureCannotBeCutOff() {
        String token = ADMIN.sign(claims());

        assertThat(refusal(token.substring(0, token.lastIndexOf('.'))).detail()).contains("not a signed JWT");
    }

    @Test
    void thePublicKeyIsNoSharedSecret() {
        assertThat(refusal(ADMIN.signWithPublicKeyAsSecret(claims())).detail()).contains("known RS256 key");
    }

    @Test
    void aSignatureOfAnotherKeyUnderTheSameIdIsRefused() {
        assertThat(refusal(STRANGER.sign(claims())).detail()).contains("signature does not verify");
    }

    @Test
    void changedClaimsAreRefused() {
        String[] parts = ADMIN.sign(claims()).split("\\.");
        String changed = Issuer.unsigned(
                        new JsonObject(), claims().put("role", "admin").encode())
                .split("\\.")[1];

        assertThat(refusal(parts[0] + "." + changed + "." + parts[2]).detail()).contains("signature does not verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "x' OR '1'='1", "\u0000"})
    void aStrangeKeyIdFindsNoKey(String keyId) {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", keyId);

        assertThat(refusal(STRANGER.sign(header, claims())).detail()).contains("known RS256 key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":\"soon\"}",
                "{\"exp\":1e300}",
                "{\"exp\":-1}",
                "{\"exp\":9223372036854775807}",
                "{\"exp\":[]}",
                "{\"nbf\":\"x\",\"iat\":{}}",
                "[]",
                "null",
                "7",
                "{",
                ""
            })
    void spoiltClaimsAreRefusedAndBreakNothing(String claims) {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", ADMIN.keyId());

        assertThat(refusal(ADMIN.sign(header, claims)).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void ofDuplicateClaimsTheLastCountsSoThatNoCheckSeesAnother() {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", ADMIN.keyId());
        String claims = claims().encode().replaceFirst("\\{", "{\"role\":\"admin\",\"type\":\"refresh\",");

        Caller caller = verified(ADMIN.sign(header, claims));

        assertThat(caller.role()).isEqualTo(Role.USER);
    }

    @Test
    void anOversizedTokenIsRefusedUnread() {
        assertThat(refusal("a".repeat(8_193)).detail()).contains("longer than 8192");
        assertThat(admin.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "a.b.c",
                "a.b.c.d",
                "eyJ9.eyJ9.eyJ9",
                "%%%.%%%.%%%",
                "bnVsbA.bnVsbA.bnVsbA"
            })
    void garbageIsRefused(String token) {
        assertThat(refusal(token).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }
}
