package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.Documents;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReprDigestTest {
    @Test
    void isTheSha256AsAByteSequence() {
        assertThat(ReprDigest.of(Documents.report())).matches("sha-256=:[A-Za-z0-9+/]{43}=:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha-256=10 | true",
                "sha-512=10 | true",
                "sha-512=3, sha-256=1 | true",
                "nonsense | true",
                "md5, sha-256 | true",
                "sha-256=0 | false",
                "sha-512=10, sha-256=0 | false",
                "sha-256=0;q=1, sha-512=3 | false",
            })
    void isLeftOutOnlyWhereTheCallerSaysSo(String want, boolean wanted) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("want-repr-digest", want);

        assertThat(ReprDigest.isWanted(headers)).isEqualTo(wanted);
        assertThat(ReprDigest.isWanted(MultiMap.caseInsensitiveMultiMap())).isTrue();
    }
}
