package io.artstore.launcher.chaos;

import io.artstore.launcher.chaos.Installation.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A client that uploads, edits and deletes documents of its own and writes down what was acknowledged. Where it gets no
 * answer it asks again for the same thing, or sometimes never learns what became of it.
 */
final class Writer implements Runnable {
    private static final int MOST_DOCUMENTS = 100;
    private static final int MOST_LETTERS = 3_000;
    private static final long PAUSE_MILLIS = 100;
    /** What is away is 503. */
    private static final int FAULT_OF_THE_PROGRAM = 500;

    private final Installation installation;
    private final Expectations expectations;
    private final BooleanSupplier over;
    private final Random random;
    private final List<String> documents = new ArrayList<>();
    private final Map<String, String> contents = new HashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> acknowledged =
            new TreeMap<>(Map.of("PUT", new AtomicLong(), "PATCH", new AtomicLong(), "DELETE", new AtomicLong()));

    private final AtomicLong repeated = new AtomicLong();

    Writer(Installation installation, Expectations expectations, BooleanSupplier over, long seed) {
        this.installation = installation;
        this.expectations = expectations;
        this.over = over;
        this.random = new Random(seed);
    }

    /** Answers that no client should have got. */
    Queue<String> faults() {
        return faults;
    }

    long acknowledged() {
        return acknowledged.values().stream().mapToLong(AtomicLong::get).sum();
    }

    long acknowledged(String method) {
        return acknowledged.get(method).get();
    }

    long repeated() {
        return repeated.get();
    }

    @Override
    public void run() {
        while (!over.getAsBoolean()) {
            int dice = random.nextInt(10);
            if (documents.isEmpty() || dice < 5 && documents.size() < MOST_DOCUMENTS) {
                upload();
            } else if (dice < 8) {
                edit(anyDocument());
            } else {
                delete(anyDocument());
            }
        }
    }

    private void upload() {
        String id = UUID.randomUUID().toString();
        documents.add(id);
        contents.put(id, Long.toString(random.nextLong()).repeat(1 + random.nextInt(MOST_LETTERS / 20)));
        perform("PUT", id, Optional.of(""));
    }

    private void edit(String id) {
        perform("PATCH", id, Optional.of("edit " + random.nextLong()));
    }

    private void delete(String id) {
        perform("DELETE", id, Optional.empty());
    }

    private void perform(String method, String id, Optional<String> outcome) {
        boolean patient = random.nextInt(4) > 0;
        expectations.asked(id, outcome);
        Answer answer = request(method, id, outcome);
        boolean again = false;
        while (answer.inDoubt() && patient && !over.getAsBoolean()) {
            again = true;
            pause();
            answer = request(method, id, outcome);
        }
        take(method, id, outcome, answer, again);
    }

    private void take(String method, String id, Optional<String> outcome, Answer answer, boolean again) {
        if (answer.successful() || again && method.equals("DELETE") && answer.status() == 404) {
            expectations.acknowledged(id, outcome);
            acknowledged.get(method).incrementAndGet();
        } else if (!answer.inDoubt()) {
            faults.add(method + " of " + id + (again ? ", repeated: " : ": ") + answer);
        }
        if (again) {
            repeated.incrementAndGet();
        }
        // Of a request without an answer something may still be under way, and must not meet with a further one.
        if (!answer.successful() || again || outcome.isEmpty()) {
            documents.remove(id);
            contents.remove(id);
        }
        if (answer.inDoubt()) {
            pause();
        }
    }

    private Answer request(String method, String id, Optional<String> outcome) {
        String path = "/api/v1/files/" + id;
        Answer answer =
                switch (method) {
                    case "PUT" ->
                        installation.send(
                                Installation.ELEMENT,
                                method,
                                path + "?filename=" + id + ".txt",
                                "text/plain",
                                BodyPublishers.ofString(contents.get(id)));
                    case "PATCH" ->
                        installation.send(Installation.ELEMENT, method, path, description(outcome.orElseThrow()));
                    default -> installation.send(Installation.ELEMENT, method, path, BodyPublishers.noBody());
                };
        if (answer.status() == FAULT_OF_THE_PROGRAM) {
            faults.add(method + " of " + id + ": " + answer);
        }
        return answer;
    }

    private static BodyPublisher description(String text) {
        return BodyPublishers.ofString(new JsonObject().put("description", text).encode());
    }

    private String anyDocument() {
        return documents.get(random.nextInt(documents.size()));
    }

    private static void pause() {
        Pause.millis(PAUSE_MILLIS);
    }
}
