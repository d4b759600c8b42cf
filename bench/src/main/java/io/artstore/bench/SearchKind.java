package io.artstore.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;

/** The kinds of searches that are measured, each with the time that 99 of 100 may take at a million rows. */
enum SearchKind {
    FULLTEXT_SELECTIVE("full text, rare", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return search("fulltext", Integer.toString(random.nextInt(rows)));
        }
    },
    PARTIAL_SELECTIVE("partial, rare", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return search("partial", "-" + (rows / 10 + random.nextInt(rows - rows / 10)) + ".");
        }
    },
    TAG("tag, rare", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return all().put("tags", new JsonArray().add(Corpus.rareTag(random.nextInt(Corpus.RARE_TAGS))));
        }
    },
    OWNER_AND_DATE("owner and date", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return all().put("username", Corpus.owner(random.nextInt(Corpus.OWNERS)))
                    .put(
                            "created_after",
                            new Corpus(random.nextLong()).instant().toString());
        }
    },
    DIGEST("digest", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return all().put("sha256", Corpus.digest(random.nextInt(rows)));
        }
    },
    FULLTEXT_FREQUENT_NEWEST("full text, frequent, newest first", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return search("fulltext", frequentWord(random));
        }
    },
    PARTIAL_FREQUENT_NEWEST("partial, frequent, newest first", 25) {
        @Override
        JsonObject request(Random random, int rows) {
            return search("partial", frequentWord(random));
        }
    },
    FULLTEXT_FREQUENT_RANKED("full text, frequent, by relevance", 120) {
        @Override
        JsonObject request(Random random, int rows) {
            return search("fulltext", frequentWord(random)).put("sort_by", "relevance");
        }
    },
    PARTIAL_FREQUENT_RANKED("partial, frequent, by relevance", 120) {
        @Override
        JsonObject request(Random random, int rows) {
            return search("partial", frequentWord(random)).put("sort_by", "relevance");
        }
    };

    private static final int FREQUENT_WORDS = 8;

    private final String label;
    private final double targetMillis;

    SearchKind(String label, double targetMillis) {
        this.label = label;
        this.targetMillis = targetMillis;
    }

    abstract JsonObject request(Random random, int rows);

    String label() {
        return label;
    }

    double targetMillis() {
        return targetMillis;
    }

    static JsonObject all() {
        return new JsonObject().put("limit", 50).put("total", "none");
    }

    private static JsonObject search(String mode, String query) {
        return all().put("mode", mode).put("query", query);
    }

    private static String frequentWord(Random random) {
        return Corpus.WORDS.get(random.nextInt(FREQUENT_WORDS));
    }
}
