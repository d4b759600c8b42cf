package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFilenameTest {
    private static final UUID ID = UUID.fromString("a1b2c3d4-e5f6-7890-abcd-ef1234567890");
    private static final Instant AT = Instant.parse("2025-01-10T15:30:45Z");
    private static final String TAIL = "_20250110T153045_" + ID;

    @ParameterizedTest
    @CsvSource({
        "report.pdf, ivanov, report_ivanov, .pdf",
        "__a__.pdf, _x_, a_x, .pdf",
        "a\\b.txt, u, a_b_u, .txt",
        "<>?.pdf, u, file_u, .pdf",
        "name_.txt, u, name_u, .txt",
        "x.p d_f, u, x_u, .p d_f",
        "a.tar.gz, u, a.tar_u, .gz",
        ".bashrc, u, .bashrc_u, ''",
        "ends., u, ends._u, ''",
        ".., u, .._u, ''",
        "., u, file_u, ''",
        "'', u, file_u, ''",
        "/etc/passwd/, u, passwd_u, ''",
        "a___b.txt, u, a_b_u, .txt",
    })
    void matchesTheCheckpointForOrdinaryNames(String original, String user, String head, String extension) {
        assertThat(StorageFilename.of(original, user, AT, ID)).isEqualTo(head + TAIL + extension);
    }

    @Test
    void cutsLongStemsToTheCheckpointsTwoHundredCharacters() {
        String name = StorageFilename.of("y".repeat(300) + ".pdf", "u", AT, ID);

        assertThat(name).hasSize(200).startsWith("yyy").contains("y..._u_").endsWith(".pdf");
    }

    @Test
    void keepsCyrillicNamesOfAnyLengthWithinTheBytesOfAFileSystem() {
        String name = StorageFilename.of("ж".repeat(500) + ".документ", "иванов", AT, ID);

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(245);
        assertThat(name).startsWith("жжж").contains("...").endsWith(".документ");
    }

    @Test
    void replacesWhatWouldDeceiveInStemUserAndExtension() {
        String name = StorageFilename.of("a\u202Egpj.e\nx:e\u0000", "us\u0007er", AT, ID);

        assertThat(name).isEqualTo("a_gpj_us_er" + TAIL + ".e_x_e_");
    }

    @Test
    void worksForUsersOfWhomNothingRemains() {
        assertThat(StorageFilename.of("a.txt", "///", AT, ID)).isEqualTo("a_user" + TAIL + ".txt");
    }

    @Property(tries = 2000)
    void isAlwaysAValidNameWithRoomForItsAttributeFile(
            @ForAll("anyName") String original, @ForAll("anyName") String user) {
        String name = StorageFilename.of(original, user, AT, ID);

        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes.length).isLessThanOrEqualTo(StorageFilename.MAX_BYTES);
        assertThat(Text.codePoints(name)).isLessThanOrEqualTo(StorageFilename.MAX_CHARACTERS);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(name);
        assertThat(name).contains(TAIL).doesNotContain("/", "\0");
        assertThat(new DocumentKey("2025/01/10/15/", name).filename()).isEqualTo(name);
    }

    /** Any UTF-16 at all, with what matters here more often than chance would have it. */
    @Provide
    Arbitrary<String> anyName() {
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(600);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("._/\\<>:\"|?* \u0000\u202Eж😀".toCharArray())
                .ofMaxLength(400);
        return Arbitraries.oneOf(anything, nasty);
    }
}
