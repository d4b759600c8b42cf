package io.artstore.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.bootstrap.BootstrapVerticle;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.VerticleModules;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.MigrationStep;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import io.artstore.common.testkit.EmbeddedPostgresServer;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No listener accepts a connection before the last migration has committed. */
class MigrationsBeforeTrafficIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> PORT_KEYS =
            List.of("artstore.admin.http.port", "artstore.storage.elements[0].http.port", "artstore.query.http.port");

    @TempDir
    Path home;

    @Test
    void everyPortIsClosedDuringEveryChangeSetAndOpenAfterwards() throws Exception {
        Map<String, String> values = freshInstallation();
        ModuleContext context =
                ModuleContext.of(ConfigLoader.load(ConfigSources.of(values)).config());
        List<Integer> ports =
                PORT_KEYS.stream().map(values::get).map(Integer::valueOf).toList();
        Probe probe = new Probe(ports);
        Vertx vertx = Vertx.vertx();
        BootstrapVerticle bootstrap = bootstrap(context, probe);
        try {
            TestPlatform.await(vertx.deployVerticle(bootstrap), LIMIT);

            assertThat(probe.looks).isGreaterThan(10);
            assertThat(probe.open).isEmpty();
            assertThat(ports).allMatch(Probe::accepts);
        } finally {
            TestPlatform.await(bootstrap.drain(), LIMIT);
            TestPlatform.await(vertx.close(), LIMIT);
        }
    }

    private static BootstrapVerticle bootstrap(ModuleContext context, Probe probe) {
        ArtStoreConfig config = context.config();
        return new BootstrapVerticle(
                VerticleModules.discover(config.modules()), context, database -> new Migrator(database, probe)
                        .upgrade(Target.HEAD));
    }

    private Map<String, String> freshInstallation() throws IOException {
        EmbeddedPostgresServer server = EmbeddedPostgresServer.shared();
        DatabaseSettings admin = server.createDatabase("order_admin");
        Map<String, String> values = new HashMap<>();
        values.put("artstore.home", home.toString());
        values.put("artstore.database.host", admin.host());
        values.put("artstore.database.port", Integer.toString(admin.port()));
        values.put("artstore.database.username", admin.username());
        values.put("artstore.database.password", admin.password());
        values.put("artstore.admin.database.name", admin.name());
        values.put("artstore.storage.elements[0].id", "storage_elem_01");
        values.put(
                "artstore.storage.elements[0].database.name",
                server.createDatabase("order_storage").name());
        values.put(
                "artstore.query.database.name",
                server.createDatabase("order_query").name());
        for (String key : PORT_KEYS) {
            values.put(key.replace(".port", ".host"), "127.0.0.1");
            values.put(key, Integer.toString(freePort()));
        }
        return values;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Knocks at every port around every change set. */
    private static final class Probe implements MigrationListener {
        private final List<Integer> ports;
        private final Set<Integer> open = Collections.synchronizedSet(new TreeSet<>());
        private volatile int looks;

        Probe(List<Integer> ports) {
            this.ports = ports;
        }

        @Override
        public void started(String label, String changeSet, Direction direction) {
            look();
        }

        @Override
        public void finished(String label, MigrationStep step) {
            look();
        }

        private synchronized void look() {
            looks++;
            ports.stream().filter(Probe::accepts).forEach(open::add);
        }

        static boolean accepts(int port) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
