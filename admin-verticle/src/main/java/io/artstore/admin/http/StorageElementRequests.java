package io.artstore.admin.http;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.ElementStatus;
import io.artstore.admin.domain.NewStorageElement;
import io.artstore.admin.domain.NewStorageElement.Terms;
import io.artstore.admin.domain.StorageElementEdit;
import io.artstore.admin.domain.StorageElementEdit.Change;
import io.artstore.admin.domain.StorageElementQuery;
import io.artstore.admin.domain.StorageType;
import io.artstore.common.config.ElementMode;
import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Field;
import io.artstore.common.http.fields.Fields;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** What requests about the registry say, under the contract's names. */
final class StorageElementRequests {
    private static final int MAX_NAME = 100;
    private static final int MAX_TEXT = 500;
    private static final int MAX_API_KEY = 255;
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PRIORITY = 10_000;
    private static final int MAX_REPLICAS = 100;
    /** A hundred years. */
    private static final int MAX_RETENTION_DAYS = 36_525;

    private static final ElementAddress NOWHERE = new ElementAddress("http://nowhere");

    private StorageElementRequests() {}

    /**
     * A registration. What the administrator says of the element (mode, kind of storage, path, capacity) must agree with one
     * that is seen; for one that is not, it stands in place of its own words.
     *
     * @param verify whether the element must answer now
     */
    record Registration(
            ElementAddress address,
            Optional<String> name,
            Terms terms,
            Optional<ElementMode> mode,
            Optional<StorageType> storageType,
            Optional<String> basePath,
            Optional<Long> capacityBytes,
            boolean verify) {

        static Registration of(Fields body) {
            Registration registration = new Registration(
                    addressOf(body).required(),
                    body.string("name").notBlank().length(1, MAX_NAME).optional(),
                    termsOf(body),
                    body.enumeration("mode", ElementMode.class).optional(),
                    body.enumeration("storage_type", StorageType.class).optional(),
                    body.string("base_path").notBlank().length(1, MAX_TEXT).optional(),
                    body.longInteger("capacity_bytes").atLeast(0).optional(),
                    body.bool("verify").orElse(true));
            if (!registration.verify()) {
                requireFor("name", registration.name(), body);
                requireFor("base_path", registration.basePath(), body);
            }
            return registration;
        }

        private static void requireFor(String field, Optional<?> value, Fields body) {
            if (value.isEmpty() && !body.has(field)) {
                body.reject(field, "is required with verify=false, because the element is not asked for it");
            }
        }

        NewStorageElement seenAs(ElementReport report) {
            return new NewStorageElement(address, name, terms, report, true);
        }

        NewStorageElement unseen() {
            ElementReport claimed = new ElementReport(
                    "",
                    name.orElse(""),
                    Optional.empty(),
                    mode.orElse(ElementMode.EDIT),
                    storageType.orElse(StorageType.LOCAL),
                    basePath.orElse(""),
                    capacityBytes,
                    0,
                    0,
                    Optional.empty(),
                    false);
            return new NewStorageElement(address, name, terms, claimed, false);
        }
    }

    /** An update; {@code verify} as in a registration. */
    record Update(StorageElementEdit edit, Optional<ElementMode> mode, boolean verify) {
        static Update of(Fields body) {
            StorageElementEdit edit = new StorageElementEdit(
                    given(body, "name", () -> body.string("name")
                            .notBlank()
                            .length(1, MAX_NAME)
                            .required()),
                    given(body, "description", () -> description(body)),
                    given(body, "api_url", () -> addressOf(body).required()),
                    given(body, "api_key", () -> apiKey(body)),
                    given(body, "retention_days", () -> retention(body)),
                    given(body, "is_replicated", () -> body.bool("is_replicated")
                            .required()),
                    given(body, "replica_count", () -> replicas(body).required()),
                    given(body, "priority", () -> priority(body).required()),
                    given(body, "status", () -> maintenance(body)));
            return new Update(
                    edit,
                    body.enumeration("mode", ElementMode.class).optional(),
                    body.bool("verify").orElse(true));
        }

        private static <T> Change<T> given(Fields body, String name, Supplier<T> value) {
            return body.has(name) ? Change.to(value.get()) : Change.keep();
        }

        private static boolean maintenance(Fields body) {
            return body.enumeration("status", ElementStatus.class)
                            .satisfying(
                                    status -> status == ElementStatus.MAINTENANCE || status == ElementStatus.ONLINE,
                                    "must be 'maintenance', or 'online' to end that; the others are observed")
                            .required()
                    == ElementStatus.MAINTENANCE;
        }
    }

    /** A change of mode. */
    record ModeRequest(ElementMode mode, String reason) {
        static ModeRequest of(Fields body) {
            return new ModeRequest(
                    body.enumeration("mode", ElementMode.class).required(),
                    body.string("reason").notBlank().maxLength(2 * MAX_TEXT).required());
        }
    }

    /** What room a caller looks for. */
    record RoomRequest(ElementMode mode, long minFreeBytes) {
        static RoomRequest of(Fields query) {
            return new RoomRequest(
                    query.enumeration("mode", ElementMode.class).orElse(ElementMode.EDIT),
                    query.longInteger("min_free_bytes").atLeast(0).orElse(0L));
        }
    }

    /** A part of a longer list. */
    record Part(int skip, int limit) {
        static Part of(Fields query) {
            return new Part(
                    query.integer("skip").atLeast(0).orElse(0),
                    query.integer("limit").between(1, MAX_PAGE).orElse(DEFAULT_PAGE));
        }
    }

    static StorageElementQuery query(Fields query) {
        Part part = Part.of(query);
        return new StorageElementQuery(
                query.enumeration("status", ElementStatus.class).optional(),
                query.enumeration("mode", ElementMode.class).optional(),
                query.enumeration("storage_type", StorageType.class).optional(),
                query.string("search").notBlank().maxLength(MAX_NAME).optional(),
                part.skip(),
                part.limit());
    }

    static Field<ElementAddress> addressOf(Fields body) {
        return body.string("api_url")
                .notBlank()
                .maxLength(ElementAddress.MAX_LENGTH)
                .as(ElementAddress::parse, NOWHERE);
    }

    /** What is no number cannot be the id of anything. */
    static int id(RoutingContext ctx) {
        return Requests.path(ctx, path -> path.integer("id").atLeast(1).required());
    }

    private static Terms termsOf(Fields body) {
        return new Terms(
                description(body),
                apiKey(body),
                retention(body),
                body.bool("is_replicated").orElse(false),
                replicas(body).orElse(0),
                priority(body).orElse(NewStorageElement.DEFAULT_PRIORITY));
    }

    private static Optional<String> description(Fields body) {
        return body.string("description").maxLength(MAX_TEXT).optional();
    }

    private static Optional<String> apiKey(Fields body) {
        return body.secret("api_key").length(1, MAX_API_KEY).optional();
    }

    private static Optional<Integer> retention(Fields body) {
        return body.integer("retention_days").between(1, MAX_RETENTION_DAYS).optional();
    }

    private static Field<Integer> replicas(Fields body) {
        return body.integer("replica_count").between(0, MAX_REPLICAS);
    }

    private static Field<Integer> priority(Fields body) {
        return body.integer("priority").between(0, MAX_PRIORITY);
    }
}
