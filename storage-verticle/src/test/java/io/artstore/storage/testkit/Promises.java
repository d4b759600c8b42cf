package io.artstore.storage.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What clients were told of their documents, and what each may therefore look like after a crash: as the last answer
 * said, or as the request without an answer would have made it. Documents go by their original file names.
 */
public final class Promises {
    private final Map<String, Optional<Looks>> kept = new HashMap<>();
    private final Map<String, Optional<Looks>> asked = new HashMap<>();

    /**
     * A document as far as tests change it.
     *
     * @param description null where it has none
     */
    public record Looks(String sha256, String description) {
        public Looks described(String other) {
            return new Looks(sha256, other);
        }
    }

    /** Somebody asks for the document to become this, or nothing. One request per document at a time. */
    public synchronized void asked(String name, Optional<Looks> outcome) {
        asked.put(name, outcome);
    }

    /** The request was answered with success. */
    public synchronized void acknowledged(String name) {
        kept.put(name, asked.remove(name));
    }

    /** The request was refused, and nothing has changed. */
    public synchronized void refused(String name) {
        asked.remove(name);
    }

    /** What is found is the truth from now on; requests without an answer have had one of their two ends. */
    public synchronized void settle(Map<String, Looks> found) {
        asked.forEach((name, outcome) -> kept.put(name, Optional.ofNullable(found.get(name))));
        asked.clear();
    }

    /** Every document that was promised and not taken back. */
    public synchronized Map<String, Looks> live() {
        Map<String, Looks> live = new HashMap<>();
        kept.forEach((name, looks) -> looks.ifPresent(present -> live.put(name, present)));
        return live;
    }

    /** How many requests have had no answer. */
    public synchronized int unanswered() {
        return asked.size();
    }

    /** What is missing, changed or invented; empty when every promise is kept. */
    public synchronized List<String> brokenBy(Map<String, Looks> found) {
        List<String> broken = new ArrayList<>();
        Set<String> names = new HashSet<>(found.keySet());
        names.addAll(kept.keySet());
        for (String name : names) {
            Optional<Looks> looks = Optional.ofNullable(found.get(name));
            Optional<Looks> promised = kept.getOrDefault(name, Optional.empty());
            boolean asAsked = asked.containsKey(name) && asked.get(name).equals(looks);
            if (!looks.equals(promised) && !asAsked) {
                broken.add(name + " is " + looks + ", promised was " + promised + ", asked was " + asked.get(name));
            }
        }
        return broken;
    }
}
