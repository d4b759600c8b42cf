package io.artstore.storage.testkit;

import io.artstore.common.config.ElementSettings;
import io.artstore.common.config.Settings;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A storage element over real sockets, which trusts {@link StaticTokens}; and a look at its disk and its database. */
public final class RunningElement implements AutoCloseable {
    public static final String ID = "storage_elem_01";
    public static final String TRASH_GRACE = "artstore.storage.elements[0].trash-grace";

    private final TestPlatform platform;

    private RunningElement(TestPlatform platform) {
        this.platform = platform;
    }

    /** The trash is emptied at once, so that whatever is left over shows. */
    public static TestPlatform.Builder builder() {
        return TestPlatform.builder()
                .modules("storage")
                .set(TRASH_GRACE, "0s")
                .set(
                        "artstore.security.public-key-path",
                        StaticTokens.publicKeyPath().toString());
    }

    public static RunningElement start() {
        return start(builder());
    }

    public static RunningElement start(TestPlatform.Builder builder) {
        return new RunningElement(builder.start());
    }

    public TestPlatform platform() {
        return platform;
    }

    public URI address() {
        return platform.address("storage/" + ID);
    }

    public ElementClient as(Role role) {
        return new ElementClient(address(), StaticTokens.of(role));
    }

    public ElementClient anonymous() {
        return new ElementClient(address(), "");
    }

    public ElementSettings settings() {
        return Settings.elements(platform.config()).get(0);
    }

    public Path base() {
        return settings().path();
    }

    public Path dataOf(String fileId) {
        return base().resolve(value(
                "SELECT storage_path || storage_filename FROM " + ID + "_files WHERE file_id = '" + fileId + "'"));
    }

    public Path attributesOf(String fileId) {
        Path data = dataOf(fileId);
        return data.resolveSibling(data.getFileName() + ".attr.json");
    }

    /** Every file below the base, in order; what the element removes meanwhile may be missing. */
    public List<Path> files() {
        FilesSeen seen = new FilesSeen();
        try {
            Files.walkFileTree(base(), seen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen.files.stream().sorted().toList();
    }

    private static final class FilesSeen extends SimpleFileVisitor<Path> {
        private final List<Path> files = new ArrayList<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    /** What lies directly in one of the element's folders. */
    public List<String> names(String folder) {
        return List.of(base().resolve(folder).toFile().list());
    }

    /** The first column of the first row, as text; null where there is no row. */
    public String value(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public Connection connect() throws SQLException {
        DatabaseSettings database = settings().database();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.username(),
                database.password());
    }

    /** How many operations have not come to an end, in the element's own table and in the checkpoint's. */
    public int pending() {
        return Integer.parseInt(value(ElementRemains.PENDING));
    }

    /** Nothing may lie about when nothing is under way: no pending entry, nothing staged, nothing in the trash. */
    public void requireNoDebris() {
        int pending = pending();
        List<String> own = List.of(names(".staging").toString(), names(".trash").toString());
        if (pending != 0 || !own.equals(List.of("[]", "[]"))) {
            throw new AssertionError(pending + " pending entries, staged and in the trash: " + own);
        }
    }

    /** Waits until this process has no file of the element open, where the system tells which are. */
    public void requireNothingOpen() {
        Eventually.holds(() -> openFiles().isEmpty());
    }

    private List<String> openFiles() {
        String[] descriptors = Path.of("/proc/self/fd").toFile().list();
        return descriptors == null
                ? List.of()
                : Stream.of(descriptors)
                        .map(RunningElement::target)
                        .filter(file -> file.startsWith(base().toString()))
                        .toList();
    }

    /** Empty for what was closed meanwhile. */
    private static String target(String descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
