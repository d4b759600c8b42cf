package io.artstore.storage.testkit;

import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.Promises.Looks;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * A client that creates, edits, deletes and restores documents of its own, one request after the other, and writes down what it was
 * promised. An answer from 500 on promises nothing: the document may look either way.
 */
public final class BusyWriter {
    private static final int MOST_DOCUMENTS = 40;
    private static final int SMALL = 20_000;
    private static final int LARGE = 2_000_000;

    private final String name;
    private final Promises promises;
    private final Random random;
    private final Map<String, String> ids = new HashMap<>();
    private final Deque<Deleted> deleted = new ArrayDeque<>();
    private int created;
    private volatile long acknowledged;

    /** A document that is certainly in the trash, as it was. */
    private record Deleted(String document, String id, Looks looks) {}

    public BusyWriter(String name, Promises promises, long seed) {
        this.name = name;
        this.promises = promises;
        this.random = new Random(seed);
    }

    /** Goes on until the connection or the element fails. */
    public void writeUntilItFails(ElementClient client) {
        ids.keySet().retainAll(promises.live().keySet());
        try {
            while (writeOnce(client)) {
                count();
            }
        } catch (UncheckedIOException killedBeforeItAnswered) {
            return;
        }
    }

    /** How many requests were answered with success. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Reads one of the documents that are certainly stored, through the front door. */
    public void requireReadable(ElementClient client, String where) {
        String document = ids.keySet().stream()
                .filter(candidate -> promises.live().containsKey(candidate))
                .findFirst()
                .orElse(null);
        if (document != null) {
            byte[] bytes = client.download(ids.get(document)).expect(200).bytes();
            String expected = promises.live().get(document).sha256();
            if (!ElementRemains.sha256(bytes).equals(expected)) {
                throw new AssertionError(document + " is served with other bytes, " + where);
            }
        }
    }

    /** Only the writer's own thread counts; others look. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count() {
        acknowledged++;
    }

    private boolean writeOnce(ElementClient client) {
        int dice = random.nextInt(10);
        if (ids.isEmpty() || (dice < 6 && ids.size() < MOST_DOCUMENTS)) {
            return create(client);
        }
        if (dice == 9 && !deleted.isEmpty()) {
            return restore(client, deleted.pop());
        }
        List<String> mine = new ArrayList<>(ids.keySet());
        String document = mine.get(random.nextInt(mine.size()));
        return dice < 8 ? edit(client, document) : delete(client, document);
    }

    private boolean create(ElementClient client) {
        String document = name + "-" + created++ + ".bin";
        byte[] content = new byte[random.nextInt(random.nextInt(30) == 0 ? LARGE : SMALL)];
        random.nextBytes(content);
        promises.asked(document, Optional.of(new Looks(ElementRemains.sha256(content), null)));
        Answer answer = random.nextBoolean()
                ? client.upload(document, content)
                : client.put(UUID.randomUUID() + "?filename=" + document, content);
        if (!succeeded(answer, document)) {
            return false;
        }
        ids.put(document, answer.json().getString("file_id"));
        return true;
    }

    private boolean edit(ElementClient client, String document) {
        String description = "edit " + random.nextLong();
        promises.asked(document, Optional.of(promises.live().get(document).described(description)));
        return succeeded(client.patch(ids.get(document), "{\"description\":\"" + description + "\"}"), document);
    }

    private boolean delete(ElementClient client, String document) {
        Looks looks = promises.live().get(document);
        String id = ids.remove(document);
        promises.asked(document, Optional.empty());
        boolean gone = succeeded(client.delete(id), document);
        if (gone) {
            deleted.push(new Deleted(document, id, looks));
        }
        return gone;
    }

    private boolean restore(ElementClient client, Deleted gone) {
        promises.asked(gone.document(), Optional.of(gone.looks()));
        boolean back = succeeded(client.restore(gone.id()), gone.document());
        if (back) {
            ids.put(gone.document(), gone.id());
        }
        return back;
    }

    private boolean succeeded(Answer answer, String document) {
        if (answer.status() >= 200 && answer.status() < 300) {
            promises.acknowledged(document);
            return true;
        }
        if (answer.status() < 500) {
            throw new AssertionError(document + ": " + answer.status() + " " + answer.text());
        }
        return false;
    }
}
