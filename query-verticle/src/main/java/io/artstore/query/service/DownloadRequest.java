package io.artstore.query.service;

import java.util.Map;

/**
 * What a caller wants of a document's content.
 *
 * @param headOnly only the facts, no bytes
 * @param headers what the element shall see of the caller's request: the token, ranges, conditions, preferences
 */
public record DownloadRequest(String fileId, boolean headOnly, Map<String, String> headers) {
    public DownloadRequest {
        headers = Map.copyOf(headers);
    }
}
