package io.artstore.query.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents are found by parts of the tags they have now, whoever wrote their rows. */
@ExtendWith(QueryExtension.class)
class TagsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final QueryFixture query;
    private final String run = "tg" + UUID.randomUUID().toString().substring(0, 8);

    TagsIT(QueryFixture query) {
        this.query = query;
    }

    @AfterEach
    void forget() {
        query.sql("DELETE FROM public.file_metadata_cache WHERE storage_element_id = '" + run + "'");
    }

    @Test
    void aRowThatAnotherProgramWroteIsFoundByAPartOfItsTag() {
        query.sql(insert("one.txt", "ARRAY['first', 'Very-" + run + "-tagged', NULL]"));

        assertThat(found(run + "-TAG")).containsExactly("one.txt");
    }

    @Test
    void aChangedTagIsFoundUnderItsNewNameOnly() {
        query.sql(insert("one.txt", "ARRAY['old-" + run + "']"));

        query.sql("UPDATE public.file_metadata_cache SET tags = ARRAY['new-" + run + "'] WHERE storage_element_id = '"
                + run + "'");

        assertThat(found("new-" + run)).containsExactly("one.txt");
        assertThat(found("old-" + run)).isEmpty();
    }

    @Test
    void rowsWithoutTagsAreFoundByTheirNames() {
        query.sql(insert(run + "-null", "NULL"));
        query.sql(insert(run + "-empty", "'{}'"));
        query.sql(insert(run + "-of-null", "ARRAY[NULL]::varchar[]"));

        assertThat(found(run)).containsExactlyInAnyOrder(run + "-null", run + "-empty", run + "-of-null");
    }

    /** The second writer waits for the first, whose rows and tags then never come to be. */
    @Test
    void aTagStaysThoughWhoeverBroughtItFirstGaveUp() {
        SqlConnection first = await(query.database().getConnection());
        try {
            var transaction = await(first.begin());
            await(first.query(insert("given-up.txt", "ARRAY['common-" + run + "']"))
                    .execute());
            Future<?> second = query.database()
                    .query(insert("kept.txt", "ARRAY['common-" + run + "']"))
                    .execute();

            await(transaction.rollback());
            await(second);
        } finally {
            await(first.close());
        }

        assertThat(found("common-" + run)).containsExactly("kept.txt");
    }

    private String insert(String name, String tags) {
        return """
                INSERT INTO public.file_metadata_cache (id, filename, storage_filename, file_size, sha256_hash, username, tags,
                    storage_element_id, storage_element_url, created_at, updated_at)
                VALUES (gen_random_uuid()::text, '%s', '%s', 1, 'digest', 'somebody', %s, '%s', 'http://127.0.0.1', now(),
                    now())""".formatted(name, name, tags, run);
    }

    private List<String> found(String part) {
        return query
                .answer(new JsonObject().put("query", part).put("storage_element_id", run))
                .getJsonArray("results")
                .stream()
                .map(hit -> ((JsonObject) hit).getString("filename"))
                .toList();
    }

    private static <T> T await(Future<T> future) {
        return TestPlatform.await(future, LIMIT);
    }
}
