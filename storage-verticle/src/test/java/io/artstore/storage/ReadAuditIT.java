package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Who read what is remembered, also without admin, and however often the same is read. */
class ReadAuditIT {
    private static final String READS =
            " FROM artstore.storage_elem_01_audit_outbox WHERE event ->> 'eventType' = 'file_download'";
    private static final String COUNT = "coalesce((event -> 'data' ->> 'count')::int, 1)";
    private static final int REPEATED = 60;

    @Test
    void repeatedReadsAreFewEventsThatCountThem() {
        try (RunningElement element = RunningElement.start()) {
            ElementClient client = element.as(Role.USER);
            String document = client.uploadedId("a.txt", new byte[] {1, 2, 3, 4});

            for (int i = 0; i < REPEATED; i++) {
                client.download(document).expect(200);
            }
            client.download(document, "Range", "bytes=0-1").expect(206);
            client.head("/api/v1/files/" + document + "/download").expect(200);
            element.as(Role.ADMIN).download(document).expect(200);

            String all = Integer.toString(REPEATED + 2);
            Eventually.holds(() -> all.equals(element.value("SELECT sum(" + COUNT + ")" + READS)));
            assertThat(element.value("SELECT count(*)" + READS))
                    .satisfies(events -> assertThat(Integer.valueOf(events)).isBetween(3, REPEATED));
            assertThat(
                            element.value(
                                    "SELECT sum((event -> 'data' ->> 'bytes')::int)" + READS
                                            + " AND event -> 'actor' ->> 'id' = 'sub-user' AND event -> 'data' ->> 'status_code' = '200'"))
                    .isEqualTo(Integer.toString(4 * REPEATED));
            JsonObject range = new JsonObject(
                    element.value("SELECT event" + READS + " AND event -> 'data' ->> 'status_code' = '206'"));
            assertThat(range.getJsonObject("resource").getString("id")).isEqualTo(document);
            assertThat(range.getJsonObject("actor").getString("id")).isEqualTo("sub-user");
            assertThat(range.getJsonObject("origin").getString("ipAddress")).isEqualTo("127.0.0.1");
            assertThat(range.getJsonObject("origin").getString("requestId")).isNotBlank();
            assertThat(range.getJsonObject("data").getMap())
                    .containsEntry("bytes", 2)
                    .containsEntry("listener", "storage/" + RunningElement.ID)
                    .containsEntry("method", "GET")
                    .containsEntry("route", "/api/v1/files/:file_id/download")
                    .containsKey("duration_ms")
                    .doesNotContainKeys("count", "last_at", "aborted");
        }
    }
}
