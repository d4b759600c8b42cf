package io.artstore.launcher.process;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A change that a client asked for; the request's id is its own, so that its event can be told from all others.
 *
 * @param subject a document's id, or an account's name
 * @param acknowledged whether an answer said that it is done; without one nobody knows
 */
record AuditedChange(Kind kind, AuditedClient client, String subject, String requestId, boolean acknowledged) {
    /** Named like the events. */
    enum Kind {
        FILE_CREATE,
        FILE_UPDATE,
        FILE_DELETE,
        SERVICE_ACCOUNT_CREATE,
        SERVICE_ACCOUNT_SUSPEND;

        String eventType() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same, answered. */
    AuditedChange done() {
        return new AuditedChange(kind, client, subject, requestId, true);
    }

    /** Whether it is seen now; to be asked of the last change of a subject. */
    boolean visible(ArtStoreProcess artstore) throws IOException {
        return switch (kind) {
            case FILE_CREATE -> document(artstore).isPresent();
            case FILE_UPDATE ->
                document(artstore)
                        .filter(document -> requestId.equals(document.getString("description")))
                        .isPresent();
            case FILE_DELETE -> document(artstore).isEmpty();
            case SERVICE_ACCOUNT_CREATE -> client.account(artstore, subject).isPresent();
            case SERVICE_ACCOUNT_SUSPEND ->
                client.account(artstore, subject)
                        .filter(account -> "suspended".equals(account.getString("status")))
                        .isPresent();
        };
    }

    /** Whether a row of the audit log tells of this change. */
    boolean isToldBy(JsonObject event) {
        boolean subjectTold = event.getString("resource_type").equals("file")
                ? subject.equals(event.getString("resource_id"))
                : subject.equals(event.getJsonObject("data").getString("name"));
        return subjectTold
                && kind.eventType().equals(event.getString("event_type"))
                && client.accountId().equals(event.getString("service_account_id"))
                && event.getBoolean("success");
    }

    private Optional<JsonObject> document(ArtStoreProcess artstore) throws IOException {
        AuditedClient.Answer answer = client.file(artstore, "GET", subject, AuditedClient.requestId(), "");
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orThrow().json());
    }
}
