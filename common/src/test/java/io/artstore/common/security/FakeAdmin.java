package io.artstore.common.security;

import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An admin that publishes what a test says, or is away, or takes its time; counts how often it is asked. */
final class FakeAdmin implements VerificationKeysApi {
    private final AtomicInteger asked = new AtomicInteger();

    private volatile Future<VerificationKeys> answer = Future.failedFuture("nobody is here");

    FakeAdmin publishes(Issuer... issuers) {
        answer = Future.succeededFuture(keysOf(issuers));
        return this;
    }

    FakeAdmin isAway() {
        answer = Future.failedFuture("nobody is here");
        return this;
    }

    /** The answer comes when the test completes it. */
    Promise<VerificationKeys> isSlow() {
        Promise<VerificationKeys> promise = Promise.promise();
        answer = promise.future();
        return promise;
    }

    int asked() {
        return asked.get();
    }

    static VerificationKeys keysOf(Issuer... issuers) {
        return new VerificationKeys(
                Stream.of(issuers).map(Issuer::verificationKey).toList());
    }

    static VerificationKeys noKeys() {
        return new VerificationKeys(List.of());
    }

    @Override
    public Future<VerificationKeys> verificationKeys() {
        asked.incrementAndGet();
        return answer;
    }
}
