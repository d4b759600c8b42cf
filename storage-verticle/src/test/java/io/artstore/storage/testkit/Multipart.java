package io.artstore.storage.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart form, written out by hand so that tests can also write it wrongly. */
public final class Multipart {
    public static final String BOUNDARY = "----test-boundary-0123456789";
    public static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Multipart file(String filename, String contentType, byte[] content) {
        return part("name=\"file\"; filename=\"" + filename + "\"", "Content-Type: " + contentType + "\r\n", content);
    }

    public Multipart file(String filename, byte[] content) {
        return part("name=\"file\"; filename=\"" + filename + "\"", "", content);
    }

    public Multipart field(String name, String value) {
        return part("name=\"" + name + "\"", "", value.getBytes(StandardCharsets.UTF_8));
    }

    public Multipart part(String parameters, String headers, byte[] content) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + parameters + "\r\n" + headers + "\r\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** With the closing delimiter. */
    public byte[] toBytes() {
        ByteArrayOutputStream closed = new ByteArrayOutputStream();
        closed.writeBytes(cutOff());
        closed.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return closed.toByteArray();
    }

    /** Without it. */
    public byte[] cutOff() {
        return bytes.toByteArray();
    }
}
