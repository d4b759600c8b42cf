package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementClient.Answer;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.RunningElement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deletion may depend on what the caller knows of the document (RFC 9110 section 13.1.1). */
@ExtendWith(ElementExtension.class)
class ConditionalDeleteIT {
    private final ElementClient client;

    ConditionalDeleteIT(RunningElement element) {
        client = element.as(Role.OPERATOR);
    }

    @Test
    void deletesOnlyWhatTheCallerKnows() {
        String id = client.uploadedId("a.txt", new byte[1]);
        String known = client.metadata(id).header("ETag");
        String now = client.patch(id, "{\"version\":\"2\"}").expect(200).header("ETag");

        Answer refused = client.delete(id, "If-Match", known);

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().getString("code")).isEqualTo("PRECONDITION_FAILED");
        assertThat(refused.header("ETag")).isEqualTo(now);
        client.download(id).expect(200);
        client.delete(id, "If-Match", "\"other\", " + now).expect(204);
    }

    @Test
    void comparesStronglyAndTakesTheAsteriskForAnyDocumentThatIsThere() {
        String id = client.uploadedId("a.txt", new byte[1]);
        String tag = client.metadata(id).header("ETag");

        assertThat(client.delete(id, "If-Match", "W/" + tag).status()).isEqualTo(412);
        client.delete(id, "If-Match", "*").expect(204);
        assertThat(client.delete(id, "If-Match", "*").status()).isEqualTo(404);
        assertThat(client.delete(UUID.randomUUID().toString(), "If-Match", tag).status())
                .isEqualTo(404);
    }

    @Test
    void ignoresOtherConditionsAsEditsDo() {
        String id = client.uploadedId("a.txt", new byte[1]);
        String[] others = {"If-None-Match", "*", "If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"};

        client.patch(id, "{\"version\":\"2\"}", others).expect(200);

        client.delete(id, others).expect(204);
    }
}
