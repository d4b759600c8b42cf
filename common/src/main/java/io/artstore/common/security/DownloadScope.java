package io.artstore.common.security;

import java.util.Objects;

/**
 * The one thing a download ticket opens: the content of a document, at an element.
 *
 * <p>A ticket is a JWT like an access token, with {@code type} {@link #TYPE} and the two claims named here.
 */
public record DownloadScope(String elementId, String fileId) {
    public static final String TYPE = "download";
    public static final String ELEMENT_CLAIM = "element_id";
    public static final String FILE_CLAIM = "file_id";

    public DownloadScope {
        Objects.requireNonNull(elementId, "elementId");
        Objects.requireNonNull(fileId, "fileId");
    }
}
