package io.artstore.admin.http;

import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.AuditFilter;
import io.artstore.admin.domain.audit.PublishedHead;
import io.artstore.admin.service.audit.AuditReader;
import io.artstore.admin.service.audit.AuditReader.Page;
import io.artstore.admin.service.audit.AuditVerification;
import io.artstore.admin.service.audit.AuditVerification.Scope;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/audit}: what happened, and the proof that nothing of it was changed. */
public final class AuditHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(AuditHandlers.class);
    private static final String NDJSON = "application/x-ndjson";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    /** Opaque to clients; it is a row's number. */
    private static final Pattern CURSOR = Pattern.compile("r([1-9][0-9]{0,17})");

    private final AuditReader reader;
    private final AuditVerification verification;
    private final Supplier<Future<List<PublishedHead>>> published;

    /**
     * Handlers.
     *
     * @param published the heads that were written down outside the database
     */
    public AuditHandlers(
            AuditReader reader, AuditVerification verification, Supplier<Future<List<PublishedHead>>> published) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.verification = Objects.requireNonNull(verification, "verification");
        this.published = Objects.requireNonNull(published, "published");
    }

    private record Listing(AuditFilter filter, Optional<Long> before, int limit) {}

    private record Span(long from, Optional<Long> to) {}

    public void list(RoutingContext ctx) {
        Listing wanted = Requests.query(
                ctx,
                query -> new Listing(
                        filter(query),
                        query.string("cursor")
                                .matching(CURSOR, "the next_cursor of an answer")
                                .optional()
                                .map(cursor -> Long.valueOf(cursor.substring(1))),
                        query.integer("limit").between(1, MAX_LIMIT).orElse(DEFAULT_LIMIT)));
        reader.page(wanted.filter(), wanted.before(), wanted.limit())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, body(page)));
    }

    public void get(RoutingContext ctx) {
        long id = Requests.path(
                ctx, path -> path.longInteger("audit_id").atLeast(1).required());
        reader.find(id).onFailure(ctx::fail).onSuccess(entry -> Responses.json(ctx, 200, AuditJsonViews.entry(entry)));
    }

    public void export(RoutingContext ctx) {
        AuditFilter filter = Requests.query(ctx, AuditHandlers::filter);
        ctx.response().putHeader("Content-Disposition", "attachment; filename=\"audit.ndjson\"");
        begin(ctx);
        reader.export(filter, entries -> write(ctx, lines(entries)))
                .compose(all -> ctx.response().end())
                .onFailure(ctx::fail);
    }

    /** Lines of progress, and last the report, so that a long verification is seen to be alive. */
    public void verify(RoutingContext ctx) {
        Span span = Requests.query(
                ctx,
                query -> new Span(
                        query.longInteger("from_sequence").atLeast(1).orElse(1L),
                        query.longInteger("to_sequence").atLeast(1).optional()));
        published
                .get()
                .map(heads -> new Scope(span.from(), span.to(), heads, Optional.empty()))
                .compose(scope -> verification.verify(scope, progress -> {
                    begin(ctx);
                    return write(ctx, line(AuditJsonViews.progress(progress)));
                }))
                .compose(report -> {
                    begin(ctx);
                    return ctx.response().end(line(AuditJsonViews.report(report)));
                })
                .onFailure(ctx::fail);
    }

    private static AuditFilter filter(Fields query) {
        return new AuditFilter(
                query.instant("from").optional(),
                query.instant("to").optional(),
                query.string("event_type").maxLength(100).optional(),
                query.string("actor").maxLength(255).optional(),
                query.string("resource_type").maxLength(50).optional(),
                query.string("resource_id").maxLength(100).optional(),
                query.string("severity")
                        .oneOf("debug", "info", "warning", "error", "critical")
                        .optional(),
                query.bool("success").optional(),
                query.string("request_id").maxLength(36).optional());
    }

    private static JsonObject body(Page page) {
        JsonArray items = new JsonArray();
        page.entries().forEach(entry -> items.add(AuditJsonViews.entry(entry)));
        return new JsonObject()
                .put("items", items)
                .put("next_cursor", page.next().map(id -> "r" + id).orElse(null));
    }

    /** Not before there is something to say: until then a failure has a status of its own. */
    private static void begin(RoutingContext ctx) {
        if (ctx.response().headWritten()) {
            return;
        }
        ctx.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Buffer lines(List<AuditEntry> entries) {
        Buffer lines = Buffer.buffer();
        entries.forEach(entry -> lines.appendString(entry.line()));
        return lines;
    }

    private static Buffer line(JsonObject json) {
        return json.toBuffer().appendString("\n");
    }

    /** Done when the client can take more. */
    private static Future<Void> write(RoutingContext ctx, Buffer lines) {
        return ctx.response()
                .write(lines)
                .onFailure(gone -> LOG.debug("The client of request {} left", Requests.id(ctx), gone));
    }
}
