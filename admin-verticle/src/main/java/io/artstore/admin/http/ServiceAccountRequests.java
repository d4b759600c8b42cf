package io.artstore.admin.http;

import io.artstore.admin.domain.DisplayNames;
import io.artstore.admin.domain.Environment;
import io.artstore.admin.domain.NewServiceAccount;
import io.artstore.admin.domain.ServiceAccount;
import io.artstore.admin.domain.ServiceAccountChange;
import io.artstore.admin.domain.ServiceAccountFilter;
import io.artstore.admin.domain.ServiceAccountRole;
import io.artstore.admin.domain.ServiceAccountStatus;
import io.artstore.admin.service.ServiceAccountService;
import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Field;
import io.artstore.common.http.fields.Fields;
import io.artstore.common.http.fields.NumberField;
import io.artstore.common.http.fields.StringField;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** What requests about service accounts may say, with the checkpoint's limits. */
final class ServiceAccountRequests {
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_RATE_LIMIT = 10_000;
    private static final int MAX_SEARCH = 200;

    private ServiceAccountRequests() {}

    static UUID id(RoutingContext ctx) {
        return Requests.path(ctx, path -> path.uuid("account_id").required());
    }

    static NewServiceAccount creation(RoutingContext ctx) {
        return Requests.json(
                ctx,
                body -> new NewServiceAccount(
                        name(body).required(),
                        body.string("description").maxLength(MAX_DESCRIPTION).optional(),
                        role(body).orElse(ServiceAccountRole.USER),
                        rateLimit(body).orElse(ServiceAccount.DEFAULT_RATE_LIMIT),
                        body.enumeration("environment", Environment.class).orElse(Environment.PROD),
                        body.bool("is_system").orElse(false)));
    }

    static ServiceAccountChange change(RoutingContext ctx) {
        return Requests.json(
                ctx,
                body -> new ServiceAccountChange(
                        name(body).optional(),
                        body.has("description"),
                        body.string("description").maxLength(MAX_DESCRIPTION).optional(),
                        role(body).optional(),
                        rateLimit(body).optional(),
                        status(body).optional()));
    }

    static ServiceAccountFilter filter(Fields query) {
        return new ServiceAccountFilter(
                query.enumeration("status", ServiceAccountStatus.class).optional(),
                query.enumeration("role", ServiceAccountRole.class).optional(),
                query.enumeration("environment", Environment.class).optional(),
                query.string("name").maxLength(MAX_SEARCH).optional(),
                query.string("search").maxLength(MAX_SEARCH).optional());
    }

    /** For how long the old secret is to work on; no body means not at all. */
    static Duration grace(RoutingContext ctx) {
        long seconds = Requests.optionalJson(ctx, body -> body.longInteger("grace_period_seconds")
                .between(0, ServiceAccountService.MAX_GRACE.toSeconds())
                .orElse(0L));
        return Duration.ofSeconds(seconds);
    }

    private static StringField name(Fields body) {
        return body.string("name").length(3, 200).satisfying(DisplayNames::isClean, DisplayNames.RULE);
    }

    private static Field<ServiceAccountRole> role(Fields body) {
        return body.enumeration("role", ServiceAccountRole.class);
    }

    private static NumberField<Integer> rateLimit(Fields body) {
        return body.integer("rate_limit").between(1, MAX_RATE_LIMIT);
    }

    /** Only those that a caller may choose: accounts expire by themselves, and are deleted by DELETE. */
    private static Field<ServiceAccountStatus> status(Fields body) {
        return body.string("status")
                .oneOf(ServiceAccountStatus.ACTIVE.label(), ServiceAccountStatus.SUSPENDED.label())
                .as(label -> ServiceAccountStatus.valueOf(label.toUpperCase(Locale.ROOT)), ServiceAccountStatus.ACTIVE);
    }
}
