package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ticket opens one document at one element, for a minute and within its session. */
class DownloadTicketTest extends WithTokens {
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
                vertx, after -> Future.succeededFuture(new Revocations(revoked, after, false)), clock);
        JwtTokenVerifier verifier =
                new JwtTokenVerifier(new VerificationKeyStore(vertx, admin, List.of(), clock), list, "artstore", clock);
        String ticket = ADMIN.sign(ticketClaims());
        clock.advance(Duration.ofSeconds(60));

        assertThat(verifier.verifyTicket(ofSession, scope).cause()).hasMessageContaining("expired");
        assertThat(verifier.verifyTicket(ticket, scope).cause()).hasMessageContaining("expired");
        clock.advance(Duration.ofSeconds(-1));
        assertThat(verifier.verifyTicket(ofSession, scope).cause()).hasMessageContaining("it was revoked");
        assertThat(verifier.verifyTicket(ticket, scope).succeeded()).isTrue();
    }

    private JsonObject ticketClaims() {
        long now = clock.instant().getEpochSecond();
        return claims().put("type", "download")
                .put("element_id", "elem")
                .put("file_id", "file")
                .put("exp", now + 60);
    }
}
