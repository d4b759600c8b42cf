package io.artstore.common.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AvailableElements;
import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.RevocationsApi;
import io.artstore.common.contract.admin.SecretExpiry;
import io.artstore.common.contract.admin.StorageElementsApi;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.contract.storage.IntegrityFailure;
import io.artstore.common.security.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/event-bus.md} names what travels, and its example is code that compiles. */
class EventBusDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "event-bus.md");
    private static final Path EXAMPLE = Path.of("src/test/java/io/artstore/common/contract/FeedReader.java");

    @Test
    void addressesAndEventsAreNamed() throws Exception {
        List<String> names = List.of(
                VerificationKeysApi.ADDRESS,
                RevocationsApi.ADDRESS,
                RevocationsApi.CHANGED_EVENT,
                AuditApi.ADDRESS,
                StorageElementsApi.ADDRESS,
                DownloadTicketsApi.ADDRESS,
                ChangeFeedApi.address("<element id>"),
                VerificationKeysApi.CHANGED_EVENT,
                ChangeFeedApi.CHANGED_EVENT,
                SecretExpiry.EXPIRING_EVENT,
                SecretExpiry.EXPIRED_EVENT,
                ElementAnnouncement.EVENT,
                ElementAnnouncement.WANTED_EVENT,
                IntegrityFailure.EVENT);

        String document = Files.readString(DOCUMENT);

        assertThat(names).allSatisfy(name -> assertThat(document).contains("| `" + name + "` |"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                VerificationKeys.class,
                VerificationKeys.VerificationKey.class,
                Revocations.class,
                Revocations.Revocation.class,
                AvailableElements.class,
                AvailableElements.AvailableElement.class,
                AuditEvent.class,
                AuditEvent.Actor.class,
                AuditEvent.Resource.class,
                Origin.class,
                DownloadTicketRequest.class,
                DownloadTicket.class,
                SecretExpiry.class,
                ChangePage.class,
                Change.class,
                DocumentFacts.class,
                ElementAnnouncement.class,
                IntegrityFailure.class
            })
    void everyFieldOfARecordHasARowUnderItsName(Class<?> type) throws Exception {
        String heading = "### " + type.getSimpleName() + "\n";

        String document = Files.readString(DOCUMENT);

        assertThat(document).contains(heading);
        String rest = document.substring(document.indexOf(heading) + heading.length());
        String section = rest.substring(0, rest.indexOf("\n#"));
        assertThat(type.getRecordComponents())
                .allSatisfy(field -> assertThat(section).contains("| `" + field.getName() + "` |"));
    }

    @Test
    void theExampleIsTheOneThatCompiles() throws Exception {
        String source = Files.readString(EXAMPLE);

        String body = source.substring(source.indexOf("/** Logs every change"));

        assertThat(Files.readString(DOCUMENT)).contains("```java\n" + body + "```");
    }
}
