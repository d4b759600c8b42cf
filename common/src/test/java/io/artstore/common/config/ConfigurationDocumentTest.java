package io.artstore.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every key, and no key that is not. */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final Pattern KEY_IN_TABLE = Pattern.compile("`(artstore\\.[\\w.\\-\\[\\]*]+)`");

    @Test
    void theDocumentAndTheCodeNameTheSameKeys() throws Exception {
        Set<String> inCode = new TreeSet<>(ConfigMappings.getProperties(ConfigClass.configClass(ArtStoreConfig.class))
                .keySet());
        // The library lists a list of plain values twice, as a whole and by item.
        inCode.removeIf(key -> key.endsWith("[*]"));
        Set<String> inDocument = new TreeSet<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher matcher = KEY_IN_TABLE.matcher(line.startsWith("|") ? line : "");
            while (matcher.find()) {
                inDocument.add(matcher.group(1));
            }
        }

        assertThat(inDocument).containsExactlyInAnyOrderElementsOf(inCode);
    }
}
