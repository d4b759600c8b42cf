package io.artstore.common.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the mounted routes say about themselves: templates for labels, the methods a path knows, HEAD beside GET.
 *
 * <p>It knows the routes that were there when the listener started.
 */
final class RouteTable {
    static final String UNMATCHED = "unmatched";

    /** One route; without methods it answers all of them. */
    private record Entry(String template, Predicate<String> path, Set<HttpMethod> methods, boolean exact) {
        boolean matches(String requestPath) {
            return path.test(requestPath);
        }

        boolean answers(HttpMethod method) {
            return methods.isEmpty() || methods.contains(method);
        }
    }

    private final AtomicReference<List<Entry>> entries = new AtomicReference<>(List.of());

    /** Lets every GET route answer HEAD too (RFC 9110, section 9.3.2) and takes stock of all routes. */
    void compile(Router router) {
        addHead(router);
        List<Entry> found = new ArrayList<>();
        collect(router, "", found);
        found.sort(Comparator.comparing(entry -> !entry.exact()));
        entries.set(List.copyOf(found));
    }

    /** The template of the route for a request, or {@value #UNMATCHED}. */
    String template(HttpMethod method, String path) {
        for (Entry entry : entries.get()) {
            if (entry.answers(method) && entry.matches(path)) {
                return entry.template();
            }
        }
        return UNMATCHED;
    }

    /** The methods that routes of this path know, OPTIONS included, in alphabetical order; empty for an unknown path. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        for (Entry entry : entries.get()) {
            if (entry.matches(path)) {
                entry.methods().forEach(method -> methods.add(method.name()));
            }
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS.name());
        }
        return methods;
    }

    private static void addHead(Router router) {
        for (Route route : router.getRoutes()) {
            if (route.getSubRouter() != null) {
                addHead(route.getSubRouter());
            } else if (knows(route, HttpMethod.GET) && !hasHead(router, route)) {
                route.method(HttpMethod.HEAD);
            }
        }
    }

    private static boolean hasHead(Router router, Route get) {
        return router.getRoutes().stream()
                .anyMatch(route -> knows(route, HttpMethod.HEAD) && Objects.equals(route.getName(), get.getName()));
    }

    private static boolean knows(Route route, HttpMethod method) {
        return route.methods() != null && route.methods().contains(method);
    }

    private static void collect(Router router, String prefix, List<Entry> found) {
        for (Route route : router.getRoutes()) {
            if (route.getSubRouter() != null) {
                collect(route.getSubRouter(), prefix + withoutSlash(route.getPath()), found);
            } else if (route.getName() != null) {
                found.add(entry(route, prefix));
            }
        }
    }

    private static Entry entry(Route route, String prefix) {
        Set<HttpMethod> methods = route.methods() == null ? Set.of() : Set.copyOf(route.methods());
        if (route.getPath() == null) {
            String regex = Pattern.quote(prefix) + route.getName();
            return new Entry(prefix + route.getName(), Pattern.compile(regex).asMatchPredicate(), methods, true);
        }
        String template = withoutSlash(prefix + route.getPath());
        PathTemplate path = PathTemplate.of(template, route.isExactPath());
        String name = route.isExactPath() ? template : template + "/*";
        return new Entry(name.isEmpty() ? "/" : name, path::matches, methods, route.isExactPath());
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
