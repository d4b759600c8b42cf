package io.artstore.admin.http;

import io.artstore.admin.domain.Page;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.User;
import io.artstore.admin.domain.UserChange;
import io.artstore.admin.domain.UserFilter;
import io.artstore.admin.domain.UserRole;
import io.artstore.admin.service.PasswordService;
import io.artstore.admin.service.UserService;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

/** {@code /api/v1/users}: the life of people, checkpoint section 1.3. */
public final class UserHandlers {
    private static final String PATH = "/api/v1/users/";

    private final UserService service;
    private final PasswordService passwords;
    private final PasswordPolicy policy;
    private final Clock clock;

    private record ListQuery(UserFilter filter, Paging<Integer> paging) {}

    public UserHandlers(UserService service, PasswordService passwords, PasswordPolicy policy, Clock clock) {
        this.service = Objects.requireNonNull(service, "service");
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public void create(RoutingContext ctx) {
        service.create(UserRequests.creation(ctx, policy), Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(user -> {
                    ctx.response().putHeader(HttpHeaders.LOCATION, PATH + user.id());
                    show(ctx, 201, user);
                });
    }

    public void list(RoutingContext ctx) {
        ListQuery asked = Requests.query(
                ctx, query -> new ListQuery(UserRequests.filter(query), Paging.of(query, AccountCursor.NUMBERED)));
        service.list(asked.filter(), asked.paging().request())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, body(page, asked.paging())));
    }

    public void get(RoutingContext ctx) {
        answer(ctx, service.get(UserRequests.id(ctx)));
    }

    public void update(RoutingContext ctx) {
        int id = UserRequests.id(ctx);
        UserChange change = UserRequests.change(ctx);
        answer(ctx, service.update(id, change, EntityTags.ifMatch(ctx), Authentication.caller(ctx)));
    }

    public void delete(RoutingContext ctx) {
        service.delete(UserRequests.id(ctx), EntityTags.ifMatch(ctx), Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(deleted -> Responses.empty(ctx, 204));
    }

    public void activate(RoutingContext ctx) {
        answer(ctx, service.activate(UserRequests.id(ctx), Authentication.caller(ctx)));
    }

    public void deactivate(RoutingContext ctx) {
        answer(ctx, service.deactivate(UserRequests.id(ctx), Authentication.caller(ctx)));
    }

    public void unlock(RoutingContext ctx) {
        answer(ctx, service.unlock(UserRequests.id(ctx), Authentication.caller(ctx)));
    }

    public void makeAdmin(RoutingContext ctx) {
        answer(ctx, service.giveRole(UserRequests.id(ctx), UserRole.ADMIN, Authentication.caller(ctx)));
    }

    public void removeAdmin(RoutingContext ctx) {
        answer(ctx, service.giveRole(UserRequests.id(ctx), UserRole.USER, Authentication.caller(ctx)));
    }

    public void setPassword(RoutingContext ctx) {
        int id = UserRequests.id(ctx);
        answer(ctx, passwords.set(id, UserRequests.newPassword(ctx, policy), Authentication.caller(ctx)));
    }

    private JsonObject body(Page<User> page, Paging<Integer> paging) {
        Instant now = clock.instant();
        return paging.body(page, user -> UserBodies.of(user, policy, now), User::position);
    }

    private void answer(RoutingContext ctx, Future<User> asked) {
        asked.onFailure(ctx::fail).onSuccess(user -> show(ctx, 200, user));
    }

    private void show(RoutingContext ctx, int status, User user) {
        EntityTags.json(ctx, status, user.version(), UserBodies.of(user, policy, clock.instant()));
    }
}
