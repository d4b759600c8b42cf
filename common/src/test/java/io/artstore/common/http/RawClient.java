package io.artstore.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A socket, for requests that no decent client would send and for answers as they come over the wire. */
final class RawClient implements AutoCloseable {
    private static final int QUIET_MILLIS = 5_000;

    private final Socket socket;

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(QUIET_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until the text does; fails when it does not. */
    String readUntil(String end) {
        StringBuilder read = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (read.indexOf(end) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("closed before '" + end + "': " + read);
                }
                read.append((char) next);
            }
            return read.toString();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("'" + end + "' did not come; this did: " + read, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until the server closes; fails when it keeps the connection. */
    String readUntilClosed() {
        StringBuilder read = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open; this came: " + read, e);
        } catch (SocketException e) {
            read.append("[connection reset]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
