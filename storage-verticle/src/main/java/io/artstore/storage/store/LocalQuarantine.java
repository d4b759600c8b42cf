package io.artstore.storage.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts things of a local tree aside, each case into a folder of its own with its reason. Blocking; durable when it returns.
 *
 * <p>The reason is written first: a crash leaves a reason without its things, never things without their reason.
 */
final class LocalQuarantine {
    private static final String REASON = "reason.json";
    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private final LocalTree tree;
    private final String folder;

    LocalQuarantine(LocalTree tree, String folder) {
        this.tree = tree;
        this.folder = folder;
    }

    /** Returns the folder of the case, relative to the base; nothing where a link to a folder is meant, which stays. */
    Optional<String> put(String name, QuarantineReason reason) throws IOException {
        for (String path : reason.paths()) {
            Path lies = place(path);
            if (Files.isSymbolicLink(lies) && Files.isDirectory(lies)) {
                return Optional.empty();
            }
        }
        String target = folder + "/" + reason.job() + "/" + name;
        Path into = tree.resolve(target);
        tree.makeFolder(into);
        tree.writeFile(into.resolve(REASON), json(reason));
        tree.syncFolder(into);
        for (String path : reason.paths()) {
            move(place(path), into);
        }
        return Optional.of(target);
    }

    /** The last component may be a link: the link itself is moved. */
    private Path place(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        Path parent = slash < 0 ? tree.base() : tree.resolve(path.substring(0, slash));
        return parent.resolve(path.substring(slash + 1));
    }

    private void move(Path lies, Path into) throws IOException {
        Path target = into.resolve(lies.getFileName());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(target + " is there already");
        }
        if (tree.moveIfPresent(lies, target)) {
            tree.syncFolder(into);
            tree.syncFolder(lies.getParent());
        }
    }

    private static byte[] json(QuarantineReason reason) throws JsonProcessingException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rule", reason.rule());
        members.put("detail", reason.detail());
        members.put("paths", reason.paths());
        members.put("job", reason.job().toString());
        members.put("put_aside_at", reason.at().toString());
        return JSON.writeValueAsBytes(members);
    }
}
