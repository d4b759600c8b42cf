package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.testkit.SettableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens open a door, and what the others are told. */
class JwtTokenVerifierTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Issuer ADMIN = Issuer.create("3b1f7a51-6f3c-4f0e-9d0e-0a6f7d1b2c3d");
    private static final Issuer STRANGER = Issuer.create("3b1f7a51-6f3c-4f0e-9d0e-0a6f7d1b2c3d");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeAdmin admin = new FakeAdmin().publishes(ADMIN);
    private final List<Revocation> revoked = new ArrayList<>();
    private final RevocationList revocations = RevocationList.follow(
            VERTX, after -> Future.succeededFuture(new Revocations(revoked, after, false)), clock);

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void anAccessTokenOfOursBecomesItsCaller() {
        JsonObject claims = claims().put("jti", "a-token");

        Caller caller = verified(ADMIN.sign(claims));

        assertThat(caller.subject()).isEqualTo("0d9c7a4e-0000-4000-8000-000000000001");
        assertThat(caller.username()).isEqualTo("reports");
        assertThat(caller.role()).isEqualTo(Role.USER);
        assertThat(caller.tokenId()).isEqualTo("a-token");
        assertThat(caller.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
    }

    @ParameterizedTest
    @CsvSource({"admin,ADMIN", "ADMIN,ADMIN", "Operator,OPERATOR", "auditor,AUDITOR", "READONLY,READONLY"})
    void rolesAreReadInEitherCase(String claim, Role role) {
        assertThat(verified(ADMIN.sign(claims().put("role", claim))).role()).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource({
        "name,client_id,reports",
        "other,client_id,sa_prod_reports_1",
        "other,other,0d9c7a4e-0000-4000-8000-000000000001"
    })
    void aTokenWithoutUsernameIsKnownByItsNameItsClientIdOrItsSubject(String name, String clientId, String expected) {
        JsonObject claims = claims();
        claims.remove("username");
        claims.put(name, "reports").put(clientId, "sa_prod_reports_1");

        assertThat(verified(ADMIN.sign(claims)).username()).isEqualTo(expected);
    }

    @Test
    void aTokenOfTheOriginalWithoutKeyIdIsTriedWithEveryKey() {
        Issuer older = Issuer.create("older");
        admin.publishes(ADMIN, older);

        String token = older.sign(new JsonObject().put("alg", "RS256").put("typ", "JWT"), claims());

        assertThat(verified(token).subject()).startsWith("0d9c7a4e");
    }

    @Test
    void aTokenOfTheStaticKeyIsAcceptedWhateverAdminPublishes() {
        Issuer original = Issuer.create("unpublished");
        JwtTokenVerifier verifier = verifier(List.of(original.publicKeyPem()));

        Future<Caller> caller = verifier.verify(original.sign(claims()));

        assertThat(caller.succeeded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN,a-token",
        "SESSION,11111111-2222-4333-8444-555555555555",
        "SUBJECT,0d9c7a4e-0000-4000-8000-000000000001"
    })
    void aRevokedTokenIsRefusedAndOneThatWasIssuedLaterIsNot(Kind kind, String id) {
        long now = clock.instant().getEpochSecond();
        JsonObject claims = claims().put("jti", "a-token").put("sid", "11111111-2222-4333-8444-555555555555");
        revoked.add(new Revocation(kind, id, now, now + 1_800));
        RevocationList list = RevocationList.follow(
                VERTX, after -> Future.succeededFuture(new Revocations(revoked, after, false)), clock);
        JwtTokenVerifier verifier =
                new JwtTokenVerifier(new VerificationKeyStore(VERTX, admin, List.of(), clock), list, "artstore", clock);

        Future<Caller> before = verifier.verify(ADMIN.sign(claims));
        Future<Caller> after = verifier.verify(ADMIN.sign(claims.copy().put("iat", now + 1)));
        Future<Caller> other = verifier.verify(ADMIN.sign(claims().put("sub", "7")));

        assertThat(before.cause()).hasMessageContaining("it was revoked");
        assertThat(after.succeeded()).isTrue();
        assertThat(other.succeeded()).isTrue();
    }

    @Test
    void aTokenThatWasAcceptedIsRefusedOnceItsTimeIsOver() {
        JwtTokenVerifier verifier = verifier(List.of());
        String token = ADMIN.sign(claims());
        assertThat(verifier.verify(token).succeeded()).isTrue();
        assertThat(verifier.verify(token).succeeded()).isTrue();

        clock.advance(Duration.ofMinutes(30));

        assertThat(verifier.verify(token).cause()).hasMessageContaining("it has expired");
    }

    @Test
    void aTokenThatWasAcceptedIsRefusedOnceItsKeyIsWithdrawn() {
        JwtTokenVerifier verifier = verifier(List.of());
        String token = ADMIN.sign(claims().put("exp", clock.instant().getEpochSecond() + 1_000_000));
        assertThat(verifier.verify(token).succeeded()).isTrue();

        admin.publishes(Issuer.create("next"));
        clock.advance(VerificationKeyStore.MAX_AGE);
        verifier.verify(token);

        assertThat(verifier.verify(token).cause()).isInstanceOf(ServiceException.class);
    }

    @Test
    void anAcceptedTokenIsNoTicketForADownload() {
        JwtTokenVerifier verifier = verifier(List.of());
        String token = ADMIN.sign(claims());
        assertThat(verifier.verify(token).succeeded()).isTrue();

        assertThat(verifier.verifyTicket(token, new DownloadScope("elem", "file"))
                        .cause())
                .hasMessageContaining("not a download ticket");
    }

    @Test
    void aTokenOfAdminsKeyMustNameTheIssuerAndOneOfTheStaticKeyNeedNot() {
        Issuer original = Issuer.create("unpublished");
        JwtTokenVerifier verifier = verifier(List.of(original.publicKeyPem()));
        JsonObject unnamed = claims();
        unnamed.remove("iss");

        assertThat(refusal(ADMIN.sign(unnamed)).detail()).contains("issuer is not 'artstore'");
        assertThat(refusal(ADMIN.sign(claims().put("iss", "https://elsewhere"))).detail())
                .contains("issuer is not 'artstore'");
        assertThat(verifier.verify(original.sign(unnamed)).succeeded()).isTrue();
    }

    @Test
    void anUnsignedTokenIsRefused() {
        String token = Issuer.unsigned(new JsonObject().put("alg", "none"), claims().encode());

        assertThat(refusal(token + ".").detail()).contains("not a signed JWT");
        assertThat(refusal(token).detail()).contains("not a signed JWT");
        assertThat(refusal(token + ".c2lnbmVk").detail()).contains("not a signed JWT");
    }

    @Test
    void theSignatureCannotBeCutOff() {
        String token = ADMIN.sign(claims());

        assertThat(refusal(token.substring(0, token.lastIndexOf('.'))).detail()).contains("not a signed JWT");
    }

    @Test
    void thePublicKeyIsNoSharedSecret() {
        assertThat(refusal(ADMIN.signWithPublicKeyAsSecret(claims())).detail()).contains("known RS256 key");
    }

    @Test
    void aSignatureOfAnotherKeyUnderTheSameIdIsRefused() {
        assertThat(refusal(STRANGER.sign(claims())).detail()).contains("signature does not verify");
    }

    @Test
    void changedClaimsAreRefused() {
        String[] parts = ADMIN.sign(claims()).split("\\.");
        String changed = Issuer.unsigned(
                        new JsonObject(), claims().put("role", "admin").encode())
                .split("\\.")[1];

        assertThat(refusal(parts[0] + "." + changed + "." + parts[2]).detail()).contains("signature does not verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "x' OR '1'='1", "\u0000"})
    void aStrangeKeyIdFindsNoKey(String keyId) {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", keyId);

        assertThat(refusal(STRANGER.sign(header, claims())).detail()).contains("known RS256 key");
    }

    @Test
    void aTokenIsRefusedFromTheSecondItExpires() {
        String token = ADMIN.sign(claims());
        clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(verified(token).subject()).isNotBlank();

        clock.advance(Duration.ofSeconds(1));

        assertThat(refusal(token).detail()).contains("expired");
    }

    @Test
    void aTokenOfTheFutureIsRefusedBeyondTheSkewOfClocks() {
        long now = clock.instant().getEpochSecond();

        assertThat(verified(ADMIN.sign(claims().put("nbf", now + 30).put("iat", now + 30)))
                        .subject())
                .isNotBlank();
        assertThat(refusal(ADMIN.sign(claims().put("nbf", now + 31))).detail()).contains("not valid before");
    }

    @Test
    void aRefreshTokenOpensNothing() {
        assertThat(refusal(ADMIN.sign(claims().put("type", "refresh"))).detail())
                .contains("not an access token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "sub", "role", "type"})
    void whatATokenMustHaveItMustHave(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);

        assertThat(refusal(ADMIN.sign(claims)).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":\"soon\"}",
                "{\"exp\":1e300}",
                "{\"exp\":-1}",
                "{\"exp\":9223372036854775807}",
                "{\"exp\":[]}",
                "{\"nbf\":\"x\",\"iat\":{}}",
                "[]",
                "null",
                "7",
                "{",
                ""
            })
    void spoiltClaimsAreRefusedAndBreakNothing(String claims) {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", ADMIN.keyId());

        assertThat(refusal(ADMIN.sign(header, claims)).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    @Test
    void ofDuplicateClaimsTheLastCountsSoThatNoCheckSeesAnother() {
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", ADMIN.keyId());
        String claims = claims().encode().replaceFirst("\\{", "{\"role\":\"admin\",\"type\":\"refresh\",");

        Caller caller = verified(ADMIN.sign(header, claims));

        assertThat(caller.role()).isEqualTo(Role.USER);
    }

    @Test
    void aTicketOpensItsDocumentAtItsElement() {
        String ticket = ADMIN.sign(ticketClaims());

        Caller caller = verifier(List.of())
                .verifyTicket(ticket, new DownloadScope("elem", "file"))
                .result();

        assertThat(caller.username()).isEqualTo("reports");
        assertThat(caller.role()).isEqualTo(Role.USER);
    }

    @ParameterizedTest
    @CsvSource({
        "type,access,not a download ticket",
        "file_id,other,another document or element",
        "element_id,other,another document or element",
        "role,root,no known role",
        "iss,other,issuer is not"
    })
    void aTicketForAnythingElseIsRefused(String claim, String value, String reason) {
        String ticket = ADMIN.sign(ticketClaims().put(claim, value));

        Future<Caller> caller = verifier(List.of()).verifyTicket(ticket, new DownloadScope("elem", "file"));

        assertThat(caller.cause()).hasMessageContaining(reason);
    }

    @Test
    void aTicketIsNoAccessTokenAndAnAccessTokenNoTicket() {
        DownloadScope scope = new DownloadScope("elem", "file");
        JsonObject access = claims().put("element_id", "elem").put("file_id", "file");

        assertThat(refusal(ADMIN.sign(ticketClaims())).detail()).contains("not an access token");
        assertThat(verifier(List.of()).verifyTicket(ADMIN.sign(access), scope).cause())
                .hasMessageContaining("not a download ticket");
        assertThat(verifier(List.of())
                        .verifyTicket(STRANGER.sign(ticketClaims()), scope)
                        .cause())
                .hasMessageContaining("signature does not verify");
    }

    @Test
    void aTicketEndsWithItsTimeAndWithItsSession() {
        DownloadScope scope = new DownloadScope("elem", "file");
        long now = clock.instant().getEpochSecond();
        String ofSession = ADMIN.sign(ticketClaims().put("sid", "11111111-2222-4333-8444-555555555555"));
        revoked.add(new Revocation(Kind.SESSION, "11111111-2222-4333-8444-555555555555", now, now + 1_800));
        RevocationList list = RevocationList.follow(
                VERTX, after -> Future.succeededFuture(new Revocations(revoked, after, false)), clock);
        JwtTokenVerifier verifier =
                new JwtTokenVerifier(new VerificationKeyStore(VERTX, admin, List.of(), clock), list, "artstore", clock);
        String ticket = ADMIN.sign(ticketClaims());
        clock.advance(Duration.ofSeconds(60));

        assertThat(verifier.verifyTicket(ofSession, scope).cause()).hasMessageContaining("expired");
        assertThat(verifier.verifyTicket(ticket, scope).cause()).hasMessageContaining("expired");
        clock.advance(Duration.ofSeconds(-1));
        assertThat(verifier.verifyTicket(ofSession, scope).cause()).hasMessageContaining("it was revoked");
        assertThat(verifier.verifyTicket(ticket, scope).succeeded()).isTrue();
    }

    @Test
    void anUnknownRoleIsRefused() {
        assertThat(refusal(ADMIN.sign(claims().put("role", "root"))).detail()).contains("no known role");
        assertThat(refusal(ADMIN.sign(claims().put("role", 7))).detail()).contains("no known role");
    }

    @Test
    void anOversizedTokenIsRefusedUnread() {
        assertThat(refusal("a".repeat(8_193)).detail()).contains("longer than 8192");
        assertThat(admin.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "a.b.c",
                "a.b.c.d",
                "eyJ9.eyJ9.eyJ9",
                "%%%.%%%.%%%",
                "bnVsbA.bnVsbA.bnVsbA"
            })
    void garbageIsRefused(String token) {
        assertThat(refusal(token).code()).isEqualTo(ErrorCode.INVALID_TOKEN);
    }

    private JsonObject claims() {
        long now = clock.instant().getEpochSecond();
        return new JsonObject()
                .put("sub", "0d9c7a4e-0000-4000-8000-000000000001")
                .put("username", "reports")
                .put("role", "user")
                .put("type", "access")
                .put("iss", "artstore")
                .put("iat", now)
                .put("nbf", now)
                .put("exp", now + 1_800);
    }

    private JsonObject ticketClaims() {
        long now = clock.instant().getEpochSecond();
        return claims().put("type", "download")
                .put("element_id", "elem")
                .put("file_id", "file")
                .put("exp", now + 60);
    }

    private JwtTokenVerifier verifier(List<String> trustedPems) {
        return new JwtTokenVerifier(
                new VerificationKeyStore(VERTX, admin, trustedPems, clock), revocations, "artstore", clock);
    }

    private Caller verified(String token) {
        Future<Caller> result = verifier(List.of()).verify(token);
        assertThat(result.cause()).isNull();
        return result.result();
    }

    private ServiceException refusal(String token) {
        Future<Caller> result = verifier(List.of()).verify(token);
        assertThat(result.cause()).isInstanceOf(ServiceException.class);
        return (ServiceException) result.cause();
    }
}
