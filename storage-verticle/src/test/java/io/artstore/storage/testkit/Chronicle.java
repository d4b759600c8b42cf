package io.artstore.storage.testkit;

import io.artstore.storage.domain.FailPoints;
import io.artstore.storage.testkit.Promises.Looks;
import io.artstore.storage.testkit.disk.DiskChange;
import io.artstore.storage.testkit.disk.DiskJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that happens in an element's life, in one order: changes of its disk, steps reached, requests and answers;
 * and beside each what the database held just before.
 */
public final class Chronicle implements DiskJournal, FailPoints {
    private final DatabaseStates database;
    private final List<Moment> moments = new ArrayList<>();

    /**
     * Something that happened.
     *
     * @param event a {@link DiskChange}, a {@link Step}, an {@link Asked} or an {@link Acknowledged}
     * @param databaseBefore what the database held before
     */
    public record Moment(Object event, String databaseBefore) {}

    /** A client sends a request that is to make a document look like this, or to end it. */
    public record Asked(String name, Optional<Looks> outcome) {}

    /** A client has read the answer that its request succeeded. */
    public record Acknowledged(String name) {}

    public Chronicle(DatabaseStates database) {
        this.database = database;
    }

    @Override
    public synchronized <T> T perform(DiskChange change, Action<T> action) throws IOException {
        String before = database.take();
        T result = action.run();
        moments.add(new Moment(change, before));
        return result;
    }

    @Override
    public synchronized void reached(Step step) {
        add(step);
    }

    public synchronized void asked(String name, Optional<Looks> outcome) {
        add(new Asked(name, outcome));
    }

    public synchronized void acknowledged(String name) {
        add(new Acknowledged(name));
    }

    public synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    private void add(Object event) {
        moments.add(new Moment(event, database.take()));
    }
}
