package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeys.VerificationKey;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** When admin is asked for keys, and what happens while it gives none. */
class VerificationKeyStoreTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Issuer FIRST = Issuer.create("first");
    private static final Issuer SECOND = Issuer.create("second");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeAdmin admin = new FakeAdmin().publishes(FIRST);
    private final VerificationKeyStore store = store(List.of());

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void asksOnceForAnyNumberOfTokens() {
        for (int i = 0; i < 100; i++) {
            assertThat(verify(FIRST).succeeded()).isTrue();
        }

        assertThat(admin.asked()).isEqualTo(1);
    }

    @Test
    void tokensThatComeTogetherWaitForOneAnswer() {
        Promise<VerificationKeys> answer = admin.isSlow();
        Future<Caller> one = verify(FIRST);
        Future<Caller> other = verify(FIRST);

        answer.complete(FakeAdmin.keysOf(FIRST));

        assertThat(one.succeeded()).isTrue();
        assertThat(other.succeeded()).isTrue();
        assertThat(admin.asked()).isEqualTo(1);
    }

    @Test
    void anUnknownKeyIsFetchedAtOnceWhenTheLastFetchIsOldEnough() {
        verify(FIRST);
        admin.publishes(SECOND, FIRST);
        clock.advance(VerificationKeyStore.REFETCH_INTERVAL);

        Future<Caller> caller = verify(SECOND);

        assertThat(caller.succeeded()).isTrue();
        assertThat(admin.asked()).isEqualTo(2);
    }

    @Test
    void inventedKeysCauseNoMoreThanOneFetchInAnInterval() {
        verify(FIRST);
        clock.advance(VerificationKeyStore.REFETCH_INTERVAL);

        for (int i = 0; i < 100; i++) {
            JsonObject header = new JsonObject().put("alg", "RS256").put("kid", "invented-" + i);
            Future<Caller> caller = new JwtTokenVerifier(store, clock).verify(SECOND.sign(header, claims()));
            assertThat(refusal(caller).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(admin.asked()).isEqualTo(2);
    }

    @Test
    void besideAStaticKeyAnUnknownKeyIsFetchedToo() {
        VerificationKeyStore besideStatic =
                store(List.of(Issuer.create("static").publicKeyPem()));
        verify(besideStatic, FIRST);
        admin.publishes(SECOND, FIRST);
        clock.advance(VerificationKeyStore.REFETCH_INTERVAL);

        assertThat(verify(besideStatic, SECOND).succeeded()).isTrue();
    }

    @Test
    void aTokenWithoutKeyIdOfANewKeyIsVerifiedAfterAFetch() {
        verify(FIRST);
        admin.publishes(SECOND, FIRST);
        clock.advance(VerificationKeyStore.REFETCH_INTERVAL);
        String token = SECOND.sign(new JsonObject().put("alg", "RS256"), claims());

        assertThat(new JwtTokenVerifier(store, clock).verify(token).succeeded()).isTrue();
    }

    @Test
    void whileAdminIsAwayKnownKeysGoOnWorking() {
        verify(FIRST);
        admin.isAway();
        clock.advance(VerificationKeyStore.MAX_AGE);

        assertThat(verify(FIRST).succeeded()).isTrue();
        assertThat(refusal(verify(SECOND)).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(verify(FIRST).succeeded()).isTrue();
    }

    @Test
    void withoutAnyKeyTheAnswerIsUnavailableAndAdminIsNotFlooded() {
        admin.isAway();

        for (int i = 0; i < 10; i++) {
            ServiceException refusal = refusal(verify(FIRST));
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal.headers()).containsEntry("Retry-After", "5");
        }

        assertThat(admin.asked()).isEqualTo(1);
    }

    @Test
    void whenAdminComesBackTokensWorkAgain() {
        admin.isAway();
        verify(FIRST);
        admin.publishes(FIRST);
        clock.advance(VerificationKeyStore.REFETCH_INTERVAL);

        assertThat(verify(FIRST).succeeded()).isTrue();
    }

    @Test
    void anEmptyKeySetIsNoVerifier() {
        Promise<VerificationKeys> answer = admin.isSlow();
        answer.complete(FakeAdmin.noKeys());
        String unsigned = Issuer.unsigned(new JsonObject().put("alg", "none"), claims().encode());

        Future<Caller> caller = new JwtTokenVerifier(store, clock).verify(unsigned);

        assertThat(refusal(caller).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void anEmptyKeySetDoesNotTakeTheKnownKeysAway() {
        verify(FIRST);
        admin.isSlow().complete(FakeAdmin.noKeys());
        clock.advance(VerificationKeyStore.MAX_AGE);

        assertThat(verify(FIRST).succeeded()).isTrue();
        assertThat(verify(FIRST).succeeded()).isTrue();
    }

    @Test
    void aPublishedKeyOfAnotherAlgorithmIsLeftOut() {
        admin.isSlow()
                .complete(new VerificationKeys(
                        List.of(FIRST.verificationKey(), new VerificationKey("mac", "HS256", SECOND.publicKeyPem()))));

        Future<Caller> caller = new JwtTokenVerifier(store, clock).verify(SECOND.signWithPublicKeyAsSecret(claims()));

        assertThat(refusal(caller).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void whileAdminIsAwayAStaticKeyVerifiesItsOwnTokens() {
        admin.isAway();
        VerificationKeyStore withStatic = store(List.of(FIRST.publicKeyPem()));

        assertThat(verify(withStatic, FIRST).succeeded()).isTrue();
        assertThat(refusal(verify(withStatic, SECOND)).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aStaticKeyThatIsNoneIsRefusedAtOnce() {
        assertThatThrownBy(() -> store(List.of("-----BEGIN NONSENSE-----")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PEM");
    }

    @Test
    void aKeyTakenBackIsForgottenInTheBackground() {
        admin.publishes(FIRST, SECOND);
        verify(FIRST);
        admin.publishes(SECOND);
        clock.advance(VerificationKeyStore.MAX_AGE);
        verify(SECOND);

        assertThat(refusal(verify(FIRST)).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void aClockSetBackDoesNotStopTheFetching() {
        verify(FIRST);
        admin.publishes(SECOND);
        clock.advance(Duration.ofDays(-1));

        assertThat(verify(SECOND).succeeded()).isTrue();
    }

    @Test
    void aChangeIsFetchedWithoutWaitingForAToken() throws Exception {
        var consumer = store.followChanges();
        await(consumer.completion());
        admin.publishes(SECOND);

        CloudEvent.of(VerificationKeysApi.CHANGED_EVENT, "/admin", "", new JsonObject())
                .publish(VERTX);

        awaitAsked(1);
        assertThat(verify(SECOND).succeeded()).isTrue();
        assertThat(admin.asked()).isEqualTo(1);
        await(consumer.unregister());
    }

    @Test
    void aChangeDuringAFetchIsFetchedAfterIt() throws Exception {
        var consumer = store.followChanges();
        await(consumer.completion());
        Promise<VerificationKeys> before = admin.isSlow();
        Future<Caller> waiting = verify(FIRST);
        CloudEvent.of(VerificationKeysApi.CHANGED_EVENT, "/admin", "", new JsonObject())
                .publish(VERTX);
        await(timeForTheEventToArrive());
        admin.publishes(SECOND, FIRST);

        before.complete(FakeAdmin.keysOf(FIRST));

        assertThat(waiting.succeeded()).isTrue();
        awaitAsked(2);
        assertThat(verify(SECOND).succeeded()).isTrue();
        await(consumer.unregister());
    }

    private static Future<Void> timeForTheEventToArrive() {
        return VERTX.timer(200, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private void awaitAsked(int times) throws InterruptedException {
        for (int i = 0; i < 500 && admin.asked() < times; i++) {
            Thread.sleep(10);
        }
        assertThat(admin.asked()).isEqualTo(times);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private VerificationKeyStore store(List<String> trustedPems) {
        return new VerificationKeyStore(VERTX, admin, trustedPems, clock);
    }

    private Future<Caller> verify(Issuer issuer) {
        return verify(store, issuer);
    }

    private Future<Caller> verify(VerificationKeyStore keys, Issuer issuer) {
        return new JwtTokenVerifier(keys, clock).verify(issuer.sign(claims()));
    }

    private static ServiceException refusal(Future<Caller> result) {
        assertThat(result.cause()).isInstanceOf(ServiceException.class);
        return (ServiceException) result.cause();
    }

    private JsonObject claims() {
        long now = clock.instant().getEpochSecond();
        return new JsonObject()
                .put("sub", "1")
                .put("username", "reports")
                .put("role", "user")
                .put("type", "access")
                .put("exp", now + 86_400);
    }
}
