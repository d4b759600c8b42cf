package io.artstore.admin.crypto;

import io.artstore.admin.domain.SigningKey;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Signs claims as JWTs, several at a time.
 *
 * <p>The library signs with a random one of its keys and under one lock per provider. So a provider here holds the
 * signing key alone, and every thread of the pool has its own.
 */
public final class JwtSigner {
    private final Vertx vertx;
    private final BoundedWorkers workers;
    private final AtomicReference<KeyProviders> current = new AtomicReference<>();

    private record KeyProviders(SigningKey key, ThreadLocal<JWTAuth> perThread) {}

    public JwtSigner(Vertx vertx, BoundedWorkers workers) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.workers = Objects.requireNonNull(workers, "workers");
    }

    /**
     * A token with these claims; its header has the key's version as {@code kid}.
     *
     * @param claims every claim, registered ones included; nothing is added
     */
    public Future<String> sign(SigningKey key, Map<String, Object> claims) {
        ThreadLocal<JWTAuth> providers = providersOf(key);
        JWTOptions options = new JWTOptions().setAlgorithm(key.algorithm()).setNoTimestamp(true);
        return workers.run(() -> providers.get().generateToken(new JsonObject(claims), options));
    }

    private ThreadLocal<JWTAuth> providersOf(SigningKey key) {
        KeyProviders known = current.get();
        if (known != null && known.key().equals(key)) {
            return known.perThread();
        }
        KeyProviders created = new KeyProviders(key, ThreadLocal.withInitial(() -> provider(key)));
        current.set(created);
        return created.perThread();
    }

    private JWTAuth provider(SigningKey key) {
        PubSecKeyOptions options = new PubSecKeyOptions()
                .setId(key.version())
                .setAlgorithm(key.algorithm())
                .setBuffer(key.privateKeyPem());
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(options));
    }
}
