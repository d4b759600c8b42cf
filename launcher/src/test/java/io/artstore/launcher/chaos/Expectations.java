package io.artstore.launcher.chaos;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each document may look like: as the last acknowledged request made it, or as one without an answer would have.
 * Each document belongs to one client, which asks for one thing at a time.
 *
 * <p>A look is the document's description, empty where it has none; no look at all is a document that is not there.
 */
final class Expectations {
    private final Map<String, Set<Optional<String>>> looks = new ConcurrentHashMap<>();

    /** Somebody asks for the document to become this; until an answer comes, it may be so or as before. */
    void asked(String id, Optional<String> outcome) {
        Set<Optional<String>> possible = new HashSet<>(possible(id));
        possible.add(outcome);
        looks.put(id, possible);
    }

    /** The request was answered with success, so the document looks like this and no other way. */
    void acknowledged(String id, Optional<String> outcome) {
        looks.put(id, Set.of(outcome));
    }

    Set<Optional<String>> possible(String id) {
        return looks.getOrDefault(id, Set.of(Optional.empty()));
    }

    Set<String> ids() {
        return Set.copyOf(looks.keySet());
    }

    /** How many documents may look one way or another. */
    long inDoubt() {
        return looks.values().stream().filter(possible -> possible.size() > 1).count();
    }
}
