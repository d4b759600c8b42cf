package io.artstore.launcher.demo;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Upload, wait until searchable, find, download through query, compare, delete one, see it gone.
 *
 * <p>Any difference is a {@link DemoException}.
 */
final class Demo {
    private static final Duration SEARCHABLE_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int WORD_LENGTH = 12;

    private final ChainClient client;
    private final DemoReport report;
    private final Random random = new Random();
    private final Map<String, DemoDocument> stored = new LinkedHashMap<>();

    Demo(ChainClient client, DemoReport report) {
        this.client = client;
        this.report = report;
    }

    void run(List<DemoDocument> documents) throws Exception {
        for (DemoDocument document : documents) {
            chain(document);
        }
        deleteOne();
    }

    private void chain(DemoDocument document) throws Exception {
        report.line(document.filename() + " (" + DemoReport.size(document.sizeBytes()) + ")");
        String word = word();
        JsonObject answer = report.step("upload", () -> client.upload(document, "demo " + word));
        String fileId = answer.getString("file_id");
        same("checksum of the upload", document.sha256(), answer.getString("checksum"));
        same("size of the upload", Long.toString(document.sizeBytes()), String.valueOf(answer.getLong("file_size")));
        report.step("until searchable", () -> until(fileId, true));
        boolean found = report.step("full-text search", () -> client.finds(word, fileId));
        if (!found) {
            throw new DemoException("searching for '" + word + "' does not find " + fileId);
        }
        String downloaded = report.step("download through query", () -> client.downloadedSha256(fileId));
        same("SHA-256 of the download", document.sha256(), downloaded);
        stored.put(fileId, document);
    }

    private void deleteOne() throws Exception {
        Map.Entry<String, DemoDocument> first = stored.entrySet().iterator().next();
        report.line("delete " + first.getValue().filename());
        report.step("delete", () -> {
            client.delete(first.getKey());
            return null;
        });
        report.step("until no longer searchable", () -> until(first.getKey(), false));
    }

    private Void until(String fileId, boolean expected) {
        long deadline = System.nanoTime() + SEARCHABLE_LIMIT.toNanos();
        while (client.indexed(fileId) != expected) {
            if (System.nanoTime() > deadline) {
                throw new DemoException(fileId + (expected ? " did not become" : " stayed") + " searchable within "
                        + SEARCHABLE_LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return null;
    }

    private static void same(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new DemoException(what + " is " + actual + " instead of " + expected);
        }
    }

    /** A word no other document has, so that finding it proves something. */
    private String word() {
        return random.ints(WORD_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
