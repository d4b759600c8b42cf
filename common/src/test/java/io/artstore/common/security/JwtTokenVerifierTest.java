package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which access tokens open a door, and for how long. */
class JwtTokenVerifierTest extends WithTokens {
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
                vertx, after -> Future.succeededFuture(new Revocations(revoked, after, false)), clock);
        JwtTokenVerifier verifier =
                new JwtTokenVerifier(new VerificationKeyStore(vertx, admin, List.of(), clock), list, "artstore", clock);

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

    @Test
    void anUnknownRoleIsRefused() {
        assertThat(refusal(ADMIN.sign(claims().put("role", "root"))).detail()).contains("no known role");
        assertThat(refusal(ADMIN.sign(claims().put("role", 7))).detail()).contains("no known role");
    }
}
