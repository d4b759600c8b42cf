package io.artstore.storage.testkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A model of a disk under a cache: what programs see, and what a loss of power would leave.
 *
 * <p>It promises as little as POSIX does: a file's bytes are durable after a sync of the file, the entries of a folder
 * after a sync of that folder, and nothing else is. What was not synced may survive or not, in any combination, with two
 * exceptions that every file system grants: changes of one name happen in their order, and a rename never loses the file
 * altogether.
 */
public final class SimulatedDisk {
    private final List<Folder> folders = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final Folder root = folder();

    /** What of the unsynced survives a loss of power. */
    public enum Survival {
        NOTHING,
        ANYTHING,
        /** As when only the process dies. */
        EVERYTHING
    }

    private interface Node {}

    private static final class File implements Node {
        private byte[] content = {};
        private byte[] durable = {};
    }

    private static final class Folder implements Node {
        private final Map<String, Node> entries = new TreeMap<>();
        private final Map<String, Node> durable = new TreeMap<>();
        private final List<Entry> unsynced = new ArrayList<>();
    }

    /** A change of one name; what a name becomes is null where it was removed. */
    private static final class Entry {
        private final Folder folder;
        private final String name;
        private final Node node;
        /** Of a renamed file's departure: its arrival. */
        private final Entry arrival;

        private Entry(Folder folder, String name, Node node, Entry arrival) {
            this.folder = folder;
            this.name = name;
            this.node = node;
            this.arrival = arrival;
        }
    }

    /** Does what was recorded. */
    public void apply(DiskChange change) {
        Path path = change.path();
        switch (change.kind()) {
            case MAKE_FOLDER -> put(path, folder());
            case CREATE -> create(path);
            case WRITE -> append((File) find(path), change.content());
            case SYNC -> sync(find(path));
            case RENAME -> {
                Entry arrival = put(change.target(), find(path));
                change(parent(path), name(path), null, arrival);
            }
            case REMOVE -> change(parent(path), name(path), null, null);
        }
    }

    /** The power fails. */
    public void lose(Survival survival, Random random) {
        switch (survival) {
            case NOTHING -> {}
            case EVERYTHING -> {
                folders.forEach(this::sync);
                files.forEach(this::sync);
            }
            case ANYTHING -> {
                folders.stream()
                        .flatMap(folder -> List.copyOf(folder.unsynced).stream())
                        .filter(entry -> random.nextBoolean())
                        .forEach(SimulatedDisk::persist);
                files.forEach(file -> tear(file, random));
            }
        }
    }

    /** Lays what is durable down in a real, empty folder. */
    public void writeTo(Path target) throws IOException {
        write(root, target);
    }

    private static void write(Folder folder, Path target) throws IOException {
        for (Map.Entry<String, Node> entry : folder.durable.entrySet()) {
            Path path = target.resolve(entry.getKey());
            if (entry.getValue() instanceof Folder below) {
                Files.createDirectory(path);
                write(below, path);
            } else {
                Files.write(path, ((File) entry.getValue()).durable);
            }
        }
    }

    /** What is durable, as text: two states with the same text are the same. */
    public String durable() {
        StringBuilder text = new StringBuilder();
        describe(root, "", text);
        return text.toString();
    }

    private static void describe(Folder folder, String indent, StringBuilder text) {
        folder.durable.forEach((name, node) -> {
            text.append(indent).append(name);
            if (node instanceof File file) {
                text.append(" (").append(Arrays.hashCode(file.durable)).append(')');
            }
            text.append('\n');
            if (node instanceof Folder below) {
                describe(below, indent + "  ", text);
            }
        });
    }

    private void create(Path path) {
        Node existing = parent(path).entries.get(name(path));
        if (existing == null) {
            File file = new File();
            files.add(file);
            put(path, file);
        } else {
            ((File) existing).content = new byte[0];
        }
    }

    private Entry put(Path path, Node node) {
        return change(parent(path), name(path), node, null);
    }

    private static Entry change(Folder folder, String name, Node node, Entry arrival) {
        Entry entry = new Entry(folder, name, node, arrival);
        folder.unsynced.add(entry);
        set(folder.entries, name, node);
        return entry;
    }

    private void sync(Node node) {
        if (node instanceof Folder folder) {
            List.copyOf(folder.unsynced).forEach(SimulatedDisk::persist);
        } else {
            File file = (File) node;
            file.durable = file.content;
        }
    }

    private static void persist(Entry entry) {
        Folder folder = entry.folder;
        for (Entry earlier : List.copyOf(folder.unsynced)) {
            if (earlier.name.equals(entry.name)) {
                folder.unsynced.remove(earlier);
                set(folder.durable, earlier.name, earlier.node);
                if (earlier.arrival != null && earlier.arrival.folder.unsynced.contains(earlier.arrival)) {
                    persist(earlier.arrival);
                }
            }
            if (earlier == entry) {
                return;
            }
        }
    }

    private static void tear(File file, Random random) {
        if (!Arrays.equals(file.content, file.durable) && random.nextBoolean()) {
            file.durable = Arrays.copyOf(file.content, random.nextInt(file.content.length + 1));
        }
    }

    private static void set(Map<String, Node> entries, String name, Node node) {
        if (node == null) {
            entries.remove(name);
        } else {
            entries.put(name, node);
        }
    }

    private static void append(File file, byte[] more) {
        byte[] longer = Arrays.copyOf(file.content, file.content.length + more.length);
        System.arraycopy(more, 0, longer, file.content.length, more.length);
        file.content = longer;
    }

    private Folder folder() {
        Folder folder = new Folder();
        folders.add(folder);
        return folder;
    }

    private Folder parent(Path path) {
        return path.getParent() == null ? root : (Folder) find(path.getParent());
    }

    private Node find(Path path) {
        Node node = root;
        for (Path name : path) {
            node = name.toString().isEmpty() ? node : ((Folder) node).entries.get(name.toString());
        }
        if (node == null) {
            throw new IllegalStateException("the recorded changes make no " + path);
        }
        return node;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
