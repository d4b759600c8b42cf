package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeys.VerificationKey;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.testkit.SettableClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When admin is asked for keys, and what happens while it gives none. */
class VerificationKeyStoreTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Issuer FIRST = Issuer.create("first");
    private static final Issuer SECOND = Issuer.create("second");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeAdmin admin = new FakeAdmin().publishes(FIRST);
    private final VerificationKeyStore store = store(List.of());
    private final RevocationList revocations = RevocationList.follow(
            VERTX, after -> Future.succeededFuture(new Revocations(List.of(), after, false)), clock);
    private final Context loop = VERTX.getOrCreateContext();

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
            Future<Caller> caller =
                    new JwtTokenVerifier(store, revocations, "artstore", clock).verify(SECOND.sign(header, claims()));
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

        assertThat(new JwtTokenVerifier(store, revocations, "artstore", clock)
                        .verify(token)
                        .succeeded())
                .isTrue();
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

        Future<Caller> caller = new JwtTokenVerifier(store, revocations, "artstore", clock).verify(unsigned);

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

        Future<Caller> caller = new JwtTokenVerifier(store, revocations, "artstore", clock)
                .verify(SECOND.signWithPublicKeyAsSecret(claims()));

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
    void aKeyFileThatIsNoneIsNamedWithItsConfigurationKey(@TempDir Path folder) throws Exception {
        Path spoilt = Files.writeString(folder.resolve("spoilt.pem"), "no key");

        for (Path file : List.of(spoilt, folder.resolve("absent.pem"))) {
            assertThatThrownBy(() -> await(VerificationKeyStore.open(VERTX, admin, () -> Optional.of(file), clock)))
                    .hasMessageContaining("artstore.security.public-key-path")
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void theKeyFileOfTheConfigurationIsTrusted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("public.pem"), SECOND.publicKeyPem());

        VerificationKeyStore opened = await(VerificationKeyStore.open(VERTX, admin, () -> Optional.of(file), clock));

        assertThat(verify(opened, SECOND).succeeded()).isTrue();
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
        MessageConsumer<JsonObject> following = onLoop(store::followChanges);
        await(following.completion());
        admin.publishes(SECOND);

        announceChange();

        assertThat(admin.asked()).isEqualTo(1);
        assertThat(await(onLoop(() -> verify(SECOND))).username()).isEqualTo("reports");
        assertThat(admin.asked()).isEqualTo(1);
        await(following.unregister());
    }

    @Test
    void aChangeDuringAFetchIsFetchedAfterIt() throws Exception {
        MessageConsumer<JsonObject> following = onLoop(store::followChanges);
        await(following.completion());
        Promise<VerificationKeys> before = admin.isSlow();
        Future<Caller> waiting = onLoop(() -> verify(FIRST));
        announceChange();
        admin.publishes(SECOND, FIRST);

        before.complete(FakeAdmin.keysOf(FIRST));

        assertThat(await(waiting).username()).isEqualTo("reports");
        assertThat(await(onLoop(() -> verify(SECOND))).username()).isEqualTo("reports");
        assertThat(admin.asked()).isEqualTo(2);
        await(following.unregister());
    }

    /** Done when everyone who listens was told: a listener of the same loop that was registered later is told later. */
    private void announceChange() throws Exception {
        Promise<Void> told = Promise.promise();
        MessageConsumer<JsonObject> last = onLoop(() -> VERTX.eventBus()
                .consumer(CloudEvent.address(VerificationKeysApi.CHANGED_EVENT), message -> told.tryComplete()));
        await(last.completion());
        CloudEvent.of(VerificationKeysApi.CHANGED_EVENT, "/admin", "", new JsonObject())
                .publish(VERTX);
        await(told.future());
        await(last.unregister());
    }

    /** A store belongs to one event loop. */
    private <T> T onLoop(Callable<T> task) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(v -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return await(done.future());
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
        return new JwtTokenVerifier(keys, revocations, "artstore", clock).verify(issuer.sign(claims()));
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
                .put("iss", "artstore")
                .put("exp", now + 86_400);
    }
}
