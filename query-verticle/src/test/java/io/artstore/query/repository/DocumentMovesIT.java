package io.artstore.query.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.domain.IndexPage;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a document follows from the last word of each element, in whatever order their words came. */
@ExtendWith(QueryExtension.class)
class DocumentMovesIT {
    private static final Instant TIME = Instant.parse("2025-06-01T00:00:00Z");

    /** What an element says of the document: that it has it since those seconds, or that it has it no more. */
    private record Word(String element, boolean held, int updated, int known) {
        static Word gone(String element) {
            return new Word(element, false, 0, 0);
        }
    }

    private final QueryFixture query;
    private final IndexRepository index;
    private final Map<String, Integer> cursors = new HashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    DocumentMovesIT(QueryFixture query) {
        this.query = query;
        this.index = new IndexRepository(query.database());
    }

    @AfterEach
    void forget() {
        query.sql("DELETE FROM public.file_metadata_cache WHERE storage_element_id LIKE '%" + run + "'");
        query.sql("DELETE FROM artstore.document_copies WHERE storage_element_id LIKE '%" + run + "'");
        query.sql("DELETE FROM artstore.document_metadata WHERE element_id LIKE '%" + run + "'");
        query.sql("DELETE FROM artstore.feed_cursors WHERE element_id LIKE '%" + run + "'");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyInterleavingOfThreeFeedsShowsTheSame(long seed) {
        Random random = new Random(seed);
        List<List<Word>> feeds =
                List.of(feed("a" + run, random, 2), feed("b" + run, random, 2), feed("c" + run, random, 2));
        List<List<Word>> interleavings = interleavings(feeds);

        check(interleavings);
    }

    @Test
    void aMoveShowsOneDocumentThroughout() {
        List<Word> source = List.of(new Word("a" + run, true, 1, 1), Word.gone("a" + run));
        List<Word> target = List.of(new Word("b" + run, true, 1, 2));

        check(interleavings(List.of(source, target)));
    }

    @Test
    void aMoveSurvivesATargetWhoseClockIsBehindAndALateEditAtTheSource() {
        List<Word> source =
                List.of(new Word("a" + run, true, 1, 5), new Word("a" + run, true, 6, 6), Word.gone("a" + run));
        List<Word> target = List.of(new Word("b" + run, true, 1, 2), new Word("b" + run, true, 3, 3));

        check(interleavings(List.of(source, target)));
    }

    @Test
    void aMoveThereAndBackShowsWhereItIs() {
        List<Word> first =
                List.of(new Word("a" + run, true, 1, 1), Word.gone("a" + run), new Word("a" + run, true, 1, 4));
        List<Word> second = List.of(new Word("b" + run, true, 1, 2), Word.gone("b" + run));

        check(interleavings(List.of(first, second)));
    }

    @Test
    void twoFeedsAtTheSameTimeShowTheSameAsOneAfterTheOther() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add("%04d".formatted(i) + run);
        }
        Word source = new Word("a" + run, true, 1, 1);
        Word target = new Word("b" + run, true, 1, 2);

        for (int round = 0; round < 5; round++) {
            together(apply(ids, source), apply(ids, target));
            together(apply(ids, Word.gone("a" + run)), apply(ids, target));
            assertThat(shown(ids)).hasSize(ids.size()).containsValue("b" + run).doesNotContainValue("a" + run);
            together(apply(ids, source), apply(ids, Word.gone("b" + run)));
            assertThat(shown(ids)).hasSize(ids.size()).containsValue("a" + run).doesNotContainValue("b" + run);
            together(apply(ids, Word.gone("a" + run)), apply(ids, Word.gone("b" + run)));
            assertThat(shown(ids)).isEmpty();
        }
    }

    /** One document for each interleaving, all of them a step at a time. */
    private void check(List<List<Word>> interleavings) {
        int steps = interleavings.get(0).size();
        List<Map<String, Word>> last = new ArrayList<>();
        interleavings.forEach(words -> last.add(new HashMap<>()));
        for (int step = 0; step < steps; step++) {
            Map<Word, List<String>> pages = new HashMap<>();
            for (int i = 0; i < interleavings.size(); i++) {
                Word word = interleavings.get(i).get(step);
                last.get(i).put(word.element(), word);
                pages.computeIfAbsent(word, any -> new ArrayList<>()).add(id(i));
            }
            pages.forEach((word, ids) -> await(apply(ids, word)));
            Map<String, String> expected = new TreeMap<>();
            for (int i = 0; i < interleavings.size(); i++) {
                String id = id(i);
                best(last.get(i)).ifPresent(word -> expected.put(id, word.element()));
            }
            assertThat(shown(expected.keySet().stream().toList())).isEqualTo(expected);
            assertThat(documents()).isEqualTo(expected.size());
        }
    }

    /** The rule, as it is documented. */
    private static Optional<Word> best(Map<String, Word> last) {
        return last.values().stream()
                .filter(Word::held)
                .max(Comparator.comparing(Word::updated)
                        .thenComparing(Word::known)
                        .thenComparing(Word::element));
    }

    private Future<Boolean> apply(List<String> ids, Word word) {
        int from = cursors.getOrDefault(word.element(), 0);
        cursors.put(word.element(), from + 1);
        List<IndexedDocument> upserts =
                word.held() ? ids.stream().map(id -> document(id, word)).toList() : List.of();
        return index.apply(new IndexPage(
                word.element(),
                from == 0 ? "" : "" + from,
                "" + (from + 1),
                upserts,
                word.held() ? List.of() : ids,
                List.of()));
    }

    private static IndexedDocument document(String id, Word word) {
        return new IndexedDocument(
                id,
                "moving.txt",
                "stored",
                1,
                "text/plain",
                "ab".repeat(32),
                "alice",
                List.of(),
                "as of " + word.updated(),
                word.element(),
                "http://" + word.element(),
                TIME,
                TIME.plusSeconds(word.updated()),
                TIME.plusSeconds(word.known()),
                "{\"of\":\"" + word.element() + "\"}");
    }

    /** Which element each document is shown of; that element's metadata must be there. */
    private Map<String, String> shown(List<String> ids) {
        Map<String, String> shown = new TreeMap<>();
        await(query.database()
                        .preparedQuery("SELECT f.id, f.storage_element_id FROM public.file_metadata_cache f"
                                + " JOIN artstore.document_metadata m ON m.file_id = f.id"
                                + " AND m.element_id = f.storage_element_id WHERE f.id = ANY ($1::varchar[])")
                        .execute(Tuple.of((Object) ids.toArray(String[]::new))))
                .forEach(row -> shown.put(row.getString(0), row.getString(1)));
        return shown;
    }

    private long documents() {
        return query.sql("SELECT count(*) FROM public.file_metadata_cache WHERE storage_element_id LIKE '%" + run + "'")
                .iterator()
                .next()
                .getLong(0);
    }

    private static void together(Future<Boolean> one, Future<Boolean> other) {
        assertThat(await(Future.all(one, other)).<Boolean>list()).containsOnly(true);
    }

    private static <T> T await(Future<T> future) {
        return TestPlatform.await(future, Duration.ofSeconds(30));
    }

    private String id(int i) {
        return "%04d".formatted(i) + run;
    }

    private static List<Word> feed(String element, Random random, int words) {
        List<Word> feed = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            feed.add(
                    i > 0 && random.nextBoolean()
                            ? Word.gone(element)
                            : new Word(element, true, random.nextInt(3), random.nextInt(3)));
        }
        return feed;
    }

    /** Every order in which these words can come, each feed's own in their order. */
    private static List<List<Word>> interleavings(List<List<Word>> feeds) {
        List<List<Word>> all = new ArrayList<>();
        interleave(feeds, new ArrayList<>(), all);
        return all;
    }

    private static void interleave(List<List<Word>> rest, List<Word> begun, List<List<Word>> all) {
        if (rest.stream().allMatch(List::isEmpty)) {
            all.add(begun);
        }
        for (int i = 0; i < rest.size(); i++) {
            if (!rest.get(i).isEmpty()) {
                List<List<Word>> shorter = new ArrayList<>(rest);
                shorter.set(i, rest.get(i).subList(1, rest.get(i).size()));
                List<Word> longer = new ArrayList<>(begun);
                longer.add(rest.get(i).get(0));
                interleave(shorter, longer, all);
            }
        }
    }
}
