package io.artstore.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    /** The objects of RFC 7396 appendix A, and what an archive adds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
                "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"} | {\"a\":null} | {}",
                "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
                "{\"a\":\"c\"} | {\"a\":[\"b\"]} | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]} | {\"a\":[1]}",
                "{\"e\":null} | {\"a\":1} | {\"e\":null,\"a\":1}",
                "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}",
                "{\"a\":1} | {\"a\":{\"b\":null,\"c\":2}} | {\"a\":{\"c\":2}}",
                "{\"стороны\":[\"Иванов\"],\"n\":1} | {\"n\":null} | {\"стороны\":[\"Иванов\"]}",
            })
    void mergesAsTheStandardSays(String target, String patch, String result) {
        assertThat(new JsonObject(MergePatch.apply(map(target), map(patch)))).isEqualTo(new JsonObject(result));
    }

    @Property
    void givesTheSameWhenAppliedTwice(
            @ForAll Map<String, Integer> target, @ForAll Map<String, Integer> set, @ForAll String removed) {
        Map<String, Object> patch = new java.util.HashMap<>(set);
        patch.put(removed, null);

        Map<String, Object> once = MergePatch.apply(target, patch);

        assertThat(MergePatch.apply(once, patch)).isEqualTo(once).doesNotContainKey(removed);
    }

    private static Map<String, Object> map(String json) {
        return new JsonObject(json).getMap();
    }
}
