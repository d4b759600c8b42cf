package io.artstore.common.http;

/** The paths the kit itself answers on every listener. */
final class KitPaths {
    static final String HEALTH = "/health";
    static final String METRICS = "/metrics";
    static final String OPENAPI = "/openapi.json";
    static final String DOCS = "/docs";

    private KitPaths() {}

    static boolean contains(String path) {
        return isUnder(path, HEALTH) || isUnder(path, METRICS) || isUnder(path, OPENAPI) || isUnder(path, DOCS);
    }

    /** Asked every few seconds by machines. */
    static boolean isProbe(String path) {
        return isUnder(path, HEALTH) || isUnder(path, METRICS);
    }

    private static boolean isUnder(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
