package io.artstore.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked PostgreSQL programs.
 *
 * <p>They are unpacked beside their place and moved there in one step, so a folder that exists is complete and a start
 * that finds it need not look into the archive.
 */
final class PostgresBinaries {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    private PostgresBinaries() {}

    /**
     * Unpacks the programs for this machine unless they are there.
     *
     * @param folder a folder that may hold several versions
     * @param shared whether other processes may use the folder; if not, other versions in it are removed
     * @return the folder that has {@code bin}, {@code lib} and {@code share}
     */
    static Path unpackInto(Path folder, boolean shared) {
        PostgresArchive archive = PostgresArchive.forThisMachine();
        Path parent = OwnerOnly.createFolder(folder, "folder for the PostgreSQL programs", "artstore.home");
        try {
            Path unpacked = parent.resolve(archive.fingerprint());
            if (!Files.isDirectory(unpacked)) {
                unpack(archive, unpacked);
            }
            if (!shared) {
                removeOthers(unpacked);
            }
            return unpacked;
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The PostgreSQL programs cannot be unpacked into " + parent + " (" + OwnerOnly.reason(e)
                            + "). They need about 100 MB of free space and a writable folder.",
                    e);
        }
    }

    /** Removes what earlier versions and interrupted starts left in a folder that no other process uses. */
    private static void removeOthers(Path unpacked) throws IOException {
        try (Stream<Path> siblings = Files.list(unpacked.getParent())) {
            siblings.filter(path -> !path.equals(unpacked)).toList().forEach(OwnerOnly::discard);
        }
    }

    private static void unpack(PostgresArchive archive, Path target) throws IOException {
        LOG.atInfo().addKeyValue("folder", target).log("Unpacking PostgreSQL, once");
        Path draft = Files.createTempDirectory(target.getParent(), ".unpacking-");
        try {
            archive.unpack(draft);
            moveUnlessPresent(draft, target);
        } finally {
            OwnerOnly.discard(draft);
        }
    }

    private static void moveUnlessPresent(Path draft, Path target) throws IOException {
        try {
            OwnerOnly.rename(draft, target);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            LOG.debug("Another process unpacked {} first", target);
        }
    }
}
