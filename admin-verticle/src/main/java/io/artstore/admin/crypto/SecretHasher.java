package io.artstore.admin.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * bcrypt at cost 12, in the {@code $2b$} form of the original, on its own bounded pool. One hash takes about 0.4 s.
 *
 * <p>Reads {@code $2a$}, {@code $2b$} and {@code $2y$}. Like the original it reads at most {@value #MAX_BYTES} bytes of
 * a secret, so its hashes of longer ones still verify; new secrets longer than that are refused where they are set.
 */
public final class SecretHasher {
    public static final int MAX_BYTES = 72;

    private static final int COST = 12;

    /** Anything else in the column, a cost that would occupy a thread for minutes included, matches no secret. */
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

    /** A hash of a secret nobody knows, verified in the place of an account that does not exist. */
    private static final String NOBODY = "$2b$12$k4bvPzXDI2Yy3Xbts0rHXuG2dFqsyG8n8Ck4b3mqHhJ1hK6Rz2pGu";

    private final BoundedWorkers workers;

    public SecretHasher(BoundedWorkers workers) {
        this.workers = Objects.requireNonNull(workers, "workers");
    }

    public Future<String> hash(String secret) {
        return workers.run(() -> BCrypt.with(Version.VERSION_2B).hashToString(COST, secret.toCharArray()));
    }

    /** Whether the hash is of this secret; false for a hash that is not bcrypt. */
    public Future<Boolean> verify(String secret, String hash) {
        if (!BCRYPT.matcher(hash).matches()) {
            return verifyNobody(secret);
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return workers.run(() -> BCrypt.verifyer(null, LongPasswordStrategies.truncate(Version.VERSION_2B))
                .verify(bytes, hash.getBytes(StandardCharsets.UTF_8))
                .verified);
    }

    /** Takes as long as {@link #verify} of an existing account and is always false. */
    public Future<Boolean> verifyNobody(String secret) {
        return verify(secret, NOBODY).map(false);
    }
}
