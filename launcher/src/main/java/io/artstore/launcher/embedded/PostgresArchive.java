package io.artstore.launcher.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for one kind of machine, as the class path carries them.
 *
 * @param name the archive's name without its ending, such as {@code postgres-linux-x86_64}
 */
record PostgresArchive(String name, URL url) {

    /** @throws EmbeddedDatabaseException where the class path has no programs for this machine */
    static PostgresArchive forThisMachine() {
        return forMachine(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static PostgresArchive forMachine(String osName, String osArch) {
        String name = "postgres-" + system(osName) + "-" + architecture(osArch);
        URL url = PostgresArchive.class.getResource("/" + name + ".txz");
        if (url == null) {
            throw new EmbeddedDatabaseException("This ArtStore brings no PostgreSQL for " + osName + " on " + osArch
                    + ". Run a PostgreSQL 15 or newer yourself and name it with artstore.database.host.");
        }
        return new PostgresArchive(name, url);
    }

    /** A name that changes with the content, found without reading the content. */
    String fingerprint() throws IOException {
        URLConnection connection = url.openConnection();
        long print = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong() ^ connection.getLastModified();
        return name + "-" + Long.toHexString(print);
    }

    /** Unpacks into an empty folder; on return every file is on the disk. */
    void unpack(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (InputStream raw = url.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    writeFile(tar, entry, target);
                    files.add(target);
                }
            }
        }
        // After all are written: the first sync makes the file system write most of the others along.
        for (Path file : files) {
            OwnerOnly.sync(file);
        }
    }

    private static void writeFile(InputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (!entry.isFile()) {
            throw new IOException("the archive holds something that is neither file nor link: " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        Files.copy(tar, target);
        boolean program = target.getParent().endsWith("bin");
        if (program && !target.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }

    private static String system(String osName) {
        String lower = osName.toLowerCase(Locale.ROOT);
        return lower.startsWith("mac") ? "darwin" : lower.replace(' ', '_');
    }

    private static String architecture(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
    }
}
