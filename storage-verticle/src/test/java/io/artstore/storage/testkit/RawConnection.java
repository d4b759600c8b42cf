package io.artstore.storage.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A socket on which a test writes HTTP as no client library would. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    public RawConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
    }

    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads up to and including an empty line. */
    public String head() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** What comes until the server closes; fails when it does not. */
    public String untilClosed() throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
            }
        } catch (SocketException reset) {
            // Closed while something that was sent had not been read.
            return read.toString();
        }
        return read.toString();
    }

    /** How many bytes come until the connection ends, however it ends. */
    public long rest() {
        long count = 0;
        byte[] piece = new byte[64 * 1024];
        try {
            for (int read = socket.getInputStream().read(piece);
                    read >= 0;
                    read = socket.getInputStream().read(piece)) {
                count += read;
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection was left open after " + count + " bytes", stillOpen);
        } catch (IOException reset) {
            return count;
        }
        return count;
    }

    /** Resets the connection instead of closing it politely. */
    public void breakOff() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
