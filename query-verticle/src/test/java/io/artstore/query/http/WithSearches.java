package io.artstore.query.http;

import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** For tests of searches: an element of the test's own, and a word that no other test uses. */
@ExtendWith(QueryExtension.class)
abstract class WithSearches {
    final QueryFixture query;
    final FakeElement element;

    /** A word no other test uses, so that a search finds the documents of one test only. */
    final String mark = "zq" + UUID.randomUUID().toString().replace("-", "");

    WithSearches(QueryFixture query) {
        this.query = query;
        this.element = query.newElement();
    }

    long total(JsonObject body) {
        return query.answer(body).getLong("total_count");
    }

    long ofThisTest(JsonObject body) {
        return names(body.put("limit", 1_000)).stream()
                .filter(name -> name.startsWith(mark))
                .count();
    }

    List<String> names(JsonObject body) {
        return query.answer(body).getJsonArray("results").stream()
                .map(hit -> ((JsonObject) hit).getString("filename"))
                .toList();
    }
}
