package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {
    private static final Pattern GRAMMAR = Pattern.compile(
            "attachment; filename=\"([ !#-\\[\\]-~]*)\"(?:; filename\\*=UTF-8''((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+))?");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    report.pdf         | attachment; filename="report.pdf"
                    a b.txt            | attachment; filename="a b.txt"
                    отчёт.pdf          | attachment; filename="_____.pdf"; filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf
                    é.txt              | attachment; filename="_.txt"; filename*=UTF-8''%C3%A9.txt
                    50%.txt            | attachment; filename="50_.txt"; filename*=UTF-8''50%25.txt
                    a"; filename=x.exe | attachment; filename="a_; filename=x.exe"; filename*=UTF-8''a%22%3B%20filename%3Dx.exe
                    """)
    void namesTheFileForOldAndNewClients(String name, String header) {
        assertThat(ContentDisposition.attachment(name)).isEqualTo(header);
    }

    @Property(tries = 2000)
    void cannotBeBrokenOutOfByAnyName(@ForAll("anyName") String name) {
        String header = ContentDisposition.attachment(name);

        assertThat(header).matches(GRAMMAR);
    }

    @Property
    void carriesEveryPrintableNameExactly(@ForAll("printableName") String name) {
        Matcher matcher = GRAMMAR.matcher(ContentDisposition.attachment(name));

        assertThat(matcher.matches()).isTrue();
        String exact = matcher.group(2) == null
                ? matcher.group(1)
                : URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
        assertThat(exact).isEqualTo(name);
    }

    @Provide
    Arbitrary<String> anyName() {
        return Arbitraries.strings().all().ofMaxLength(80);
    }

    @Provide
    Arbitrary<String> printableName() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('а', 'я')
                .withChars('漢', '字', 'é', '+', '\'')
                .ofMaxLength(80);
    }
}
