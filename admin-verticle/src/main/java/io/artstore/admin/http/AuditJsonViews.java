package io.artstore.admin.http;

import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.Finding;
import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.admin.service.audit.AuditVerification.Progress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;

/** What the audit routes answer with. */
public final class AuditJsonViews {
    private AuditJsonViews() {}

    static JsonObject entry(AuditEntry entry) {
        AuditRow row = entry.row();
        JsonObject json = new JsonObject(new LinkedHashMap<>(row.columns()))
                .put(
                        "service_account_id",
                        row.serviceAccountId() == null
                                ? null
                                : row.serviceAccountId().toString())
                .put("data", row.data() == null ? null : new JsonObject(row.data()))
                .put("created_at", Timestamps.utc(row.createdAt()));
        entry.link()
                .ifPresentOrElse(
                        link -> json.put("sequence", link.sequence())
                                .put("event_id", link.eventId().toString()),
                        () -> json.putNull("sequence").putNull("event_id"));
        return json;
    }

    static JsonObject progress(Progress progress) {
        return new JsonObject()
                .put("progress", progress.sequence())
                .put("of", progress.lastSequence())
                .put("rows", progress.links())
                .put("findings", progress.findings());
    }

    public static JsonObject report(VerificationReport report) {
        JsonArray findings = new JsonArray();
        report.findings().forEach(finding -> findings.add(finding(finding)));
        return new JsonObject()
                .put("intact", report.intact())
                .put("rows", report.links())
                .put("adopted_rows", report.adopted())
                .put("first_sequence", report.firstSequence())
                .put("last_sequence", report.lastSequence())
                .put("duration_ms", report.duration().toMillis())
                .put("findings", findings)
                .put("more_findings", report.more())
                .put(
                        "head",
                        report.head() == null
                                ? null
                                : new JsonObject(report.head().members()))
                .put(
                        "archive",
                        report.archived() == null
                                ? null
                                : new JsonObject(report.archived().members()));
    }

    private static JsonObject finding(Finding finding) {
        return new JsonObject()
                .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                .put("severity", finding.kind().isInformation() ? "information" : "damage")
                .put("sequence", finding.sequence() == 0 ? null : finding.sequence())
                .put("id", finding.auditId() == 0 ? null : finding.auditId())
                .put("detail", finding.detail());
    }
}
