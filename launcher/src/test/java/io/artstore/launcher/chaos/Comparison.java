package io.artstore.launcher.chaos;

import io.artstore.launcher.chaos.Installation.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Compares what clients were promised, what the element has and what the index finds, until they agree. */
final class Comparison {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final Installation installation;
    private final Expectations expectations;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    Comparison(Installation installation, Expectations expectations) {
        this.installation = installation;
        this.expectations = expectations;
    }

    /** Documents and what is wrong with them; empty when all is right, and not later than after {@link #LIMIT}. */
    Map<String, String> await() {
        long end = System.nanoTime() + LIMIT.toNanos();
        Map<String, String> wrong = look(expectations.ids());
        while (!wrong.isEmpty() && System.nanoTime() < end) {
            Pause.millis(LOOK_AGAIN_MILLIS);
            wrong = look(wrong.keySet());
        }
        return wrong;
    }

    /** How many documents the last look found in the element. */
    int present() {
        return present.size();
    }

    /** A finished job of {@code index verify}; the last one tried, where none was clean within {@link #LIMIT}. */
    JsonObject verify() {
        long end = System.nanoTime() + LIMIT.toNanos();
        JsonObject job = verifyOnce(end);
        while (!Boolean.TRUE.equals(job.getBoolean("clean")) && System.nanoTime() < end) {
            Pause.millis(LOOK_AGAIN_MILLIS);
            job = verifyOnce(end);
        }
        return job;
    }

    private JsonObject verifyOnce(long end) {
        Answer accepted =
                installation.send(Installation.QUERY, "POST", "/api/v1/index/verify", BodyPublishers.noBody());
        if (accepted.status() != 202) {
            return new JsonObject().put("refused", accepted.toString());
        }
        JsonObject job = new JsonObject(accepted.body());
        while ("running".equals(job.getString("state")) && System.nanoTime() < end) {
            Pause.millis(LOOK_AGAIN_MILLIS);
            Answer state = installation.get(Installation.QUERY, "/api/v1/index/jobs/" + job.getString("id"));
            job = state.successful() ? new JsonObject(state.body()) : job;
        }
        return job;
    }

    private Map<String, String> look(Set<String> ids) {
        Map<String, String> wrong = new ConcurrentSkipListMap<>();
        ids.parallelStream().forEach(id -> fault(id).ifPresent(fault -> wrong.put(id, fault)));
        return wrong;
    }

    private Optional<String> fault(String id) {
        Answer stored = installation.get(Installation.ELEMENT, "/api/v1/files/" + id);
        Answer found = installation.get(Installation.QUERY, "/api/search/" + id);
        if (!tells(stored) || !tells(found)) {
            return Optional.of("the element answers " + stored + ", the index " + found);
        }
        if (stored.successful()) {
            present.add(id);
        } else {
            present.remove(id);
        }
        Set<Optional<String>> possible = expectations.possible(id);
        return possible.contains(looks(stored)) && looks(stored).equals(looks(found))
                ? Optional.empty()
                : Optional.of("expected one of " + possible + ", the element has " + looks(stored) + ", the index "
                        + looks(found));
    }

    private static boolean tells(Answer answer) {
        return answer.status() == 200 || answer.status() == 404;
    }

    private static Optional<String> looks(Answer answer) {
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(Optional.ofNullable(new JsonObject(answer.body()).getString("description"))
                        .orElse(""));
    }
}
