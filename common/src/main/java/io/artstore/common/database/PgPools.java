package io.artstore.common.database;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Opens the non-blocking connections of a module. JDBC is for migrations alone. */
public final class PgPools {
    /** A caller waits this long for a free connection before the request fails. */
    private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(10);

    private static final int STATEMENT_CACHE = 256;
    /** The longest statements are those that do most, and would be planned anew each time. */
    private static final int LONGEST_CACHED_STATEMENT = 32 * 1024;

    private PgPools() {}

    /**
     * A pool bounded in connections and in waiters.
     *
     * @param application shown to operators in {@code pg_stat_activity}
     */
    public static Pool open(Vertx vertx, DatabaseSettings settings, int connections, String application) {
        return open(vertx, settings, PgPoolSpec.of(application, connections));
    }

    /** A pool for a purpose. Opens nothing yet; connections are made when first needed. */
    public static Pool open(Vertx vertx, DatabaseSettings settings, PgPoolSpec spec) {
        PgConnectOptions connect = connectOptions(settings, spec.application());
        spec.session().forEach(connect::addProperty);
        PoolOptions pool = new PoolOptions()
                .setMaxSize(spec.connections())
                .setMaxWaitQueueSize(spec.maxWaiting())
                .setConnectionTimeout((int) ACQUIRE_TIMEOUT.toSeconds())
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setName(spec.application());
        return PgBuilder.pool().with(pool).connectingTo(connect).using(vertx).build();
    }

    /** How one connection is made, for the few that must not come from a pool. */
    public static PgConnectOptions connectOptions(DatabaseSettings settings, String application) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setDatabase(settings.name())
                .setUser(settings.username())
                .setPassword(settings.password())
                .setSslMode(SslMode.of(settings.sslMode().libpqName()))
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENT_CACHE)
                .setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT)
                .addProperty("application_name", application);
        return switch (settings.sslMode()) {
            case DISABLE -> options;
            case PREFER, REQUIRE -> options.setSslOptions(new ClientSSLOptions().setTrustAll(true));
            case VERIFY_CA -> options.setSslOptions(trusting(settings).setHostnameVerificationAlgorithm(""));
            case VERIFY_FULL -> options.setSslOptions(trusting(settings).setHostnameVerificationAlgorithm("HTTPS"));
        };
    }

    private static ClientSSLOptions trusting(DatabaseSettings settings) {
        return new ClientSSLOptions()
                .setTrustOptions(settings.sslRootCertificate()
                        .<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
                        .orElseGet(() -> TrustOptions.wrap(authoritiesOfTheJvm())));
    }

    private static X509TrustManager authoritiesOfTheJvm() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no trusted authorities", e);
        }
    }
}
