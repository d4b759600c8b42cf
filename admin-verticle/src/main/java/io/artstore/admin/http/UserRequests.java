package io.artstore.admin.http;

import io.artstore.admin.domain.DisplayNames;
import io.artstore.admin.domain.EmailAddresses;
import io.artstore.admin.domain.NewUser;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.UserChange;
import io.artstore.admin.domain.UserFilter;
import io.artstore.admin.domain.UserRole;
import io.artstore.admin.domain.UserStatus;
import io.artstore.admin.domain.Usernames;
import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Field;
import io.artstore.common.http.fields.Fields;
import io.artstore.common.http.fields.StringField;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** What requests about users may say. */
final class UserRequests {
    /** Beyond this, nothing is looked at. */
    static final int MAX_PASSWORD = 1_024;

    private static final int MAX_EMAIL = 255;
    private static final int MAX_PERSONAL_NAME = 100;
    private static final int MAX_SEARCH = 200;

    private UserRequests() {}

    static int id(RoutingContext ctx) {
        return Requests.path(ctx, path -> path.integer("user_id").required());
    }

    static NewUser creation(RoutingContext ctx, PasswordPolicy policy) {
        return Requests.json(ctx, body -> {
            boolean administrator = body.bool("is_admin").orElse(false);
            return new NewUser(
                    body.string("username")
                            .length(Usernames.MIN_LENGTH, Usernames.MAX_LENGTH)
                            .matching(Usernames.PATTERN, Usernames.RULE)
                            .required(),
                    email(body).required(),
                    password(body, "password", policy).required(),
                    personalName(body, "first_name"),
                    personalName(body, "last_name"),
                    body.enumeration("role", UserRole.class).orElse(administrator ? UserRole.ADMIN : UserRole.USER));
        });
    }

    static UserChange change(RoutingContext ctx) {
        return Requests.json(
                ctx,
                body -> new UserChange(
                        email(body).optional(),
                        body.has("first_name"),
                        personalName(body, "first_name"),
                        body.has("last_name"),
                        personalName(body, "last_name"),
                        body.enumeration("role", UserRole.class).optional(),
                        status(body).optional()));
    }

    static String newPassword(RoutingContext ctx, PasswordPolicy policy) {
        return Requests.json(ctx, body -> password(body, "new_password", policy).required());
    }

    static UserFilter filter(Fields query) {
        return new UserFilter(
                query.enumeration("status", UserStatus.class).optional(),
                query.enumeration("role", UserRole.class).optional(),
                query.string("search").maxLength(MAX_SEARCH).optional());
    }

    /** Told in the words of the policy; the first rule that is broken counts. */
    static StringField password(Fields body, String name, PasswordPolicy policy) {
        StringField password = body.secret(name).maxLength(MAX_PASSWORD);
        policy.rules().forEach(rule -> password.satisfying(rule.holds(), rule.message()));
        return password;
    }

    static StringField email(Fields body) {
        return body.string("email").maxLength(MAX_EMAIL).matching(EmailAddresses.PATTERN, EmailAddresses.RULE);
    }

    private static Optional<String> personalName(Fields body, String name) {
        return body.string(name)
                .length(1, MAX_PERSONAL_NAME)
                .satisfying(DisplayNames::isClean, DisplayNames.RULE)
                .optional();
    }

    /** Only those that a caller may choose: users lock themselves out, and are deleted by DELETE. */
    private static Field<UserStatus> status(Fields body) {
        return body.string("status")
                .oneOf(UserStatus.ACTIVE.label(), UserStatus.INACTIVE.label())
                .as(label -> UserStatus.valueOf(label.toUpperCase(Locale.ROOT)), UserStatus.ACTIVE);
    }
}
