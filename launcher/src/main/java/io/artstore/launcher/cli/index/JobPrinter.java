package io.artstore.launcher.cli.index;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;

/** Shows a job on the index to people. */
final class JobPrinter {
    private static final List<String> DRIFTS = List.of("missing", "different", "surplus");

    private final PrintWriter out;
    private String shown = "";

    JobPrinter(PrintWriter out) {
        this.out = out;
    }

    /** A line, where there is something new. */
    void progress(JsonObject job) {
        JsonObject progress = job.getJsonObject("progress");
        String line = "%s: %d of %d elements, %d changes read"
                .formatted(
                        job.getString("kind"),
                        progress.getInteger("elements_done"),
                        progress.getInteger("elements_total"),
                        progress.getLong("changes_read"));
        if (!line.equals(shown)) {
            out.println(line);
            out.flush();
            shown = line;
        }
    }

    /** A line for each element, its drift below, and the verdict. */
    void result(JsonObject job) {
        job.getJsonArray("elements").forEach(element -> element((JsonObject) element));
        if (job.getString("failure") != null) {
            out.println(job.getString("failure"));
        }
        out.println(
                Boolean.TRUE.equals(job.getBoolean("clean"))
                        ? "The index says what the elements say."
                        : "The index differs from the elements, or could not be compared.");
    }

    private void element(JsonObject found) {
        String id = found.getString("element_id");
        if (found.getString("failure") != null) {
            out.printf("%-26s %s%n", id, found.getString("failure"));
            return;
        }
        out.printf("%-26s %d documents, %d in the index%n", id, found.getLong("documents"), found.getLong("indexed"));
        for (String kind : DRIFTS) {
            JsonObject drift = found.getJsonObject(kind);
            if (drift.getLong("count") > 0) {
                out.printf(
                        "%-26s %s: %d, such as %s%n",
                        id,
                        kind,
                        drift.getLong("count"),
                        String.join(
                                ", ",
                                drift.getJsonArray("examples").stream()
                                        .map(Object::toString)
                                        .toList()));
            }
        }
    }
}
