package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentKeyTest {
    @Test
    void namesDataAndAttributesBesideEachOther() {
        DocumentKey key = DocumentKey.ofPath("2025/01/10/15/a_u.pdf");

        assertThat(key).isEqualTo(new DocumentKey("2025/01/10/15/", "a_u.pdf"));
        assertThat(key.path()).isEqualTo("2025/01/10/15/a_u.pdf");
        assertThat(key.attributePath()).isEqualTo("2025/01/10/15/a_u.pdf.attr.json");
    }

    @ParameterizedTest
    @CsvSource({
        "2025/01/10/15, a",
        "/2025/, a",
        "../, a",
        "2025/../../, a",
        "2025//01/, a",
        "'', a",
        ".trash/, a",
        "./, a",
        "2025/, ..",
        "2025/, .",
        "2025/, ''",
        "2025/, a/b",
    })
    void refusesEveryPlaceOutsideTheTreeOfDocuments(String folder, String filename) {
        assertThatThrownBy(() -> new DocumentKey(folder, filename)).isInstanceOf(IllegalArgumentException.class);
    }
}
