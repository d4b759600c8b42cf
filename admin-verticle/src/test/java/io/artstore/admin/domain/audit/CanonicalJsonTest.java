package io.artstore.admin.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.crypto.AuditKeys;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    /** Checkpoint section 5.4. */
    @Test
    void aRowIsSignedAsTheCheckpointSignsIt() {
        Map<String, Object> data = Map.of(
                "method",
                "POST",
                "path",
                "/api/v1/auth/login",
                "query_params",
                "",
                "status_code",
                401,
                "duration_ms",
                new BigDecimal("12.50"));
        AuditRow row = row(data, Instant.parse("2025-11-16T18:41:40.873808Z"));
        AuditKeys keys = new AuditKeys("change-me-in-production-to-secure-random-value", List.of());

        String signed = row.signedText();

        assertThat(signed)
                .isEqualTo(
                        "{\"action\": \"login\", \"actor_type\": \"system\", \"data\": {\"duration_ms\": 12.5,"
                                + " \"method\": \"POST\", \"path\": \"/api/v1/auth/login\", \"query_params\": \"\","
                                + " \"status_code\": 401}, \"event_type\": \"http_create_login\", \"resource_id\": null,"
                                + " \"resource_type\": null, \"service_account_id\": null, \"severity\": \"warning\","
                                + " \"success\": false, \"timestamp\": \"2025-11-16T18:41:40.873808+00:00\", \"user_id\": null}");
        assertThat(HexFormat.of().formatHex(keys.sign(signed)))
                .isEqualTo("9243b08ef81491aa07ab10bb66e4eed6bbb8b89bf41439b436585ea622767cc6");
    }

    @Test
    void aFullSecondHasNoFraction() {
        assertThat(AuditRow.timestamp(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("2026-01-02T03:04:05+00:00");
        assertThat(AuditRow.timestamp(Instant.parse("2026-01-02T03:04:05.000010Z")))
                .isEqualTo("2026-01-02T03:04:05.000010+00:00");
    }

    @Test
    void membersAreSortedByCodePointAndNotByCodeUnit() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("\ud83d\ude00", 1);
        members.put("\uffee", 2);
        members.put("b", 3);
        members.put("ba", 4);
        members.put("Z", 5);

        String written = CanonicalJson.SIGNED.write(members);

        assertThat(written).isEqualTo("{\"Z\": 5, \"b\": 3, \"ba\": 4, \"\uffee\": 2, \"\ud83d\ude00\": 1}");
    }

    @Test
    void onlyQuotesBackslashesAndControlCharactersAreEscaped() {
        String written = CanonicalJson.SIGNED.write(List.of("\"\\\n\r\t\f\b\u0001\u001f\u007f/ж\u2028"));

        assertThat(written).isEqualTo("[\"\\\"\\\\\\n\\r\\t\\f\\b\\u0001\\u001f\u007f/ж\u2028\"]");
    }

    @Test
    void numbersComeBackFromTheDatabaseAsTheyWereSigned() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("list", new ArrayList<>(Arrays.asList(1, 2.50, 1e20, 1e-7, 100000.0, null, true, Double.NaN)));

        Map<String, Object> normalized = AuditData.normalized(data);

        assertThat(normalized.get("list"))
                .isEqualTo(Arrays.asList(
                        BigInteger.ONE,
                        new BigDecimal("2.5"),
                        new BigInteger("100000000000000000000"),
                        new BigDecimal("0.00000010"),
                        new BigDecimal("100000.0"),
                        null,
                        true,
                        "NaN"));
    }

    @Test
    void textThatPostgresqlRefusesIsMadeSoundAndCutByCharacters() {
        assertThat(AuditData.text("a\u0000b\ud83d")).isEqualTo("a\ufffdb\ufffd");
        assertThat(AuditData.text("\ud83d\ude00\ud83d\ude00x", 2)).isEqualTo("\ud83d\ude00\ud83d\ude00");
        assertThat(AuditData.text(null, 5)).isNull();
    }

    static AuditRow row(Map<String, Object> data, Instant at) {
        return new AuditRow(
                1,
                "http_create_login",
                "warning",
                null,
                null,
                "system",
                null,
                null,
                "login",
                "127.0.0.1",
                null,
                null,
                null,
                data,
                false,
                null,
                null,
                at);
    }
}
