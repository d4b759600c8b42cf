package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIdTest {
    private static final UUID ID = UUID.fromString("a1b2c3d4-e5f6-7890-abcd-ef1234567890");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
                "A1B2C3D4-E5F6-7890-ABCD-EF1234567890",
                "a1b2c3d4e5f67890abcdef1234567890",
                "{a1b2c3d4-e5f6-7890-abcd-ef1234567890}",
                "urn:uuid:a1b2c3d4-e5f6-7890-abcd-ef1234567890",
                "URN:UUID:A1B2C3D4-E5F6-7890-ABCD-EF1234567890",
            })
    void readsEverySpellingOfTheCheckpoint(String text) {
        assertThat(DocumentId.parse(text)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a1b2c3d4",
                "a1b2c3d4-e5f6-7890-abcd-ef123456789",
                "a1b2c3d4-e5f6-7890-abcd-ef1234567890 ",
                "g1b2c3d4-e5f6-7890-abcd-ef1234567890",
                "{a1b2c3d4-e5f6-7890-abcd-ef1234567890",
                "../../etc/passwd",
            })
    void refusesWhatIsNoId(String text) {
        assertThat(DocumentId.parse(text)).isEmpty();
    }
}
