package io.artstore.common.contract;

import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AvailableElements;
import io.artstore.common.contract.admin.DownloadTicket;
import io.artstore.common.contract.admin.DownloadTicketRequest;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.VerificationKeys;
import io.artstore.common.contract.storage.ChangePage;
import io.vertx.core.json.JsonObject;

/** How the contract's records become JSON on the bus and records again; named in {@code json-mappers.properties}. */
public final class ContractJson {
    private ContractJson() {}

    public static JsonObject fromChangePage(ChangePage page) {
        return JsonObject.mapFrom(page);
    }

    public static ChangePage toChangePage(JsonObject json) {
        return json.mapTo(ChangePage.class);
    }

    public static JsonObject fromVerificationKeys(VerificationKeys keys) {
        return JsonObject.mapFrom(keys);
    }

    public static VerificationKeys toVerificationKeys(JsonObject json) {
        return json.mapTo(VerificationKeys.class);
    }

    public static JsonObject fromAvailableElements(AvailableElements elements) {
        return JsonObject.mapFrom(elements);
    }

    public static AvailableElements toAvailableElements(JsonObject json) {
        return json.mapTo(AvailableElements.class);
    }

    public static JsonObject fromDownloadTicketRequest(DownloadTicketRequest request) {
        return JsonObject.mapFrom(request);
    }

    public static DownloadTicketRequest toDownloadTicketRequest(JsonObject json) {
        return json.mapTo(DownloadTicketRequest.class);
    }

    public static JsonObject fromDownloadTicket(DownloadTicket ticket) {
        return JsonObject.mapFrom(ticket);
    }

    public static DownloadTicket toDownloadTicket(JsonObject json) {
        return json.mapTo(DownloadTicket.class);
    }

    public static JsonObject fromRevocations(Revocations revocations) {
        return JsonObject.mapFrom(revocations);
    }

    public static Revocations toRevocations(JsonObject json) {
        return json.mapTo(Revocations.class);
    }

    public static JsonObject fromAuditBatch(AuditBatch batch) {
        return JsonObject.mapFrom(batch);
    }

    public static AuditBatch toAuditBatch(JsonObject json) {
        return json.mapTo(AuditBatch.class);
    }
}
