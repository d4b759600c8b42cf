package io.artstore.admin.element;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementFault;
import io.artstore.admin.domain.ElementModeChange;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.element.BoundedHttp.Reply;
import io.artstore.common.config.ElementMode;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Asks storage elements about themselves, and passes an administrator's wishes on to them.
 *
 * <p>What elements say of themselves is public, so admin asks without a token: there is none that a wrong address could
 * catch. What needs a permission is asked with the caller's own token, and only of an element that has proved to be the
 * expected one just before.
 */
public final class ElementClient {
    private static final int MAX_FACTS_BYTES = 64 * 1024;
    private static final int MAX_LIST_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DETAIL = 500;

    private final BoundedHttp http;

    /** @param limit for one answer, from the first byte sent to the last one read */
    public ElementClient(Vertx vertx, Duration limit) {
        this.http = new BoundedHttp(vertx, limit);
    }

    public Future<Void> close() {
        return http.close();
    }

    /** What the element says of itself; fails with an {@link ElementFailure}. */
    public Future<ElementReport> report(ElementAddress address) {
        return facts(address, "/api/v1/info").compose(info -> {
            requireInfo(address, info);
            Future<Reply> capacity = facts(address, "/api/v1/capacity");
            Future<Reply> ready = facts(address, "/health/ready");
            return Future.join(capacity, ready).map(both -> read(address, info, capacity.result(), ready.result()));
        });
    }

    /**
     * Changes the element's mode in the caller's name. What the element refuses fails with its own status, code and
     * sentence; an element that does not answer with an {@link ElementFailure}.
     */
    public Future<ElementModeChange> changeMode(
            ElementAddress address, String bearer, ElementMode mode, String reason) {
        JsonObject body = new JsonObject().put("mode", mode.label()).put("reason", reason);
        return http.send(
                        address,
                        HttpMethod.PUT,
                        "/api/v1/mode",
                        Map.of("Authorization", bearer, "Content-Type", "application/json"),
                        body.toBuffer(),
                        MAX_FACTS_BYTES)
                .map(reply -> modeChanged(object(address, accepted(address, reply))));
    }

    /** A page of the element's documents as the element lists them to the caller: a JSON object. */
    public Future<Buffer> files(ElementAddress address, String bearer, long skip, long limit) {
        return http.send(
                        address,
                        HttpMethod.GET,
                        "/api/v1/files?skip=" + skip + "&limit=" + limit,
                        Map.of("Authorization", bearer),
                        Buffer.buffer(),
                        MAX_LIST_BYTES)
                .map(reply -> object(address, accepted(address, reply)).toBuffer());
    }

    private Future<Reply> facts(ElementAddress address, String path) {
        return http.send(address, HttpMethod.GET, path, Map.of(), Buffer.buffer(), MAX_FACTS_BYTES);
    }

    private static void requireInfo(ElementAddress address, Reply info) {
        requireNoRedirect(address, info);
        if (info.status() >= 500) {
            throw failing(address, info);
        }
        if (info.status() != 200) {
            throw ElementFailures.notAnElement(address, "answers /api/v1/info with status " + info.status());
        }
    }

    private static ElementReport read(ElementAddress address, Reply info, Reply capacity, Reply ready) {
        try {
            return ReportReader.read(
                    info.body(),
                    capacity.status() == 200 ? Optional.of(capacity.body()) : Optional.empty(),
                    ready.status() != ErrorCode.UNAVAILABLE.status());
        } catch (IllegalArgumentException e) {
            throw ElementFailures.notAnElement(address, e.getMessage());
        }
    }

    private static Buffer accepted(ElementAddress address, Reply reply) {
        requireNoRedirect(address, reply);
        if (reply.status() >= 500) {
            throw failing(address, reply);
        }
        if (reply.status() >= 400) {
            throw refusal(address, reply);
        }
        return reply.body();
    }

    private static void requireNoRedirect(ElementAddress address, Reply reply) {
        if (reply.status() >= 300 && reply.status() < 400) {
            throw new ElementFailure(
                    ElementFault.REDIRECTS,
                    address + " sends callers elsewhere (status " + reply.status()
                            + "), and redirects are not followed; give the element's own address");
        }
    }

    private static ElementFailure failing(ElementAddress address, Reply reply) {
        return new ElementFailure(ElementFault.FAILING, address + " fails with status " + reply.status());
    }

    private static JsonObject object(ElementAddress address, Buffer body) {
        try {
            return ReportReader.object(body);
        } catch (IllegalArgumentException e) {
            throw ElementFailures.notAnElement(address, e.getMessage());
        }
    }

    private static ElementModeChange modeChanged(JsonObject answer) {
        return new ElementModeChange(
                String.valueOf(answer.getValue("message")),
                String.valueOf(answer.getValue("previous_mode")),
                String.valueOf(answer.getValue("new_mode")),
                String.valueOf(answer.getValue("changed_at")),
                String.valueOf(answer.getValue("changed_by")));
    }

    private static ServiceException refusal(ElementAddress address, Reply reply) {
        JsonObject problem = object(address, reply.body());
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(problem.getValue("code")))
                .findFirst()
                .or(() -> ErrorCode.ofStatus(reply.status()))
                .orElse(ErrorCode.BAD_GATEWAY);
        String detail = String.valueOf(problem.getValue("detail"));
        ServiceException refused = new ServiceException(
                code,
                "the element refuses: " + (detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL)));
        return problem.getValue("allowed_transitions") instanceof JsonObject transitions
                ? refused.withFact("allowed_transitions", transitions.getMap())
                : refused;
    }
}
