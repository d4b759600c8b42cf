package io.artstore.common.security;

/**
 * Where a request came from, for logs and for the audit log.
 *
 * @param ipAddress the peer of the connection; null where there was no request
 * @param userAgent what the client says it is, cut at {@value #MAX_USER_AGENT} characters; null where it says nothing
 * @param requestId the identifier the request has in logs and error documents; null where there was no request
 */
public record Origin(String ipAddress, String userAgent, String requestId) {
    /** The program itself did it. */
    public static final Origin NONE = new Origin(null, null, null);

    private static final int MAX_USER_AGENT = 512;

    public Origin {
        if (userAgent != null && userAgent.length() > MAX_USER_AGENT) {
            userAgent = userAgent.substring(0, MAX_USER_AGENT);
        }
    }
}
