package io.artstore.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** One connection that stays open, with requests that are ready to send: a client that costs the cores little. */
final class Connection implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final byte[] scratch = new byte[BUFFER];

    Connection(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a request and reads its answer to the end.
     *
     * @param status what the answer must have
     */
    void exchange(byte[] request, int status) {
        try {
            skip(head(request, status));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #exchange}, for an answer that is looked at. */
    byte[] answer(byte[] request, int status) {
        try {
            byte[] body = new byte[head(request, status)];
            in.readFully(body);
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request and reads the head of its answer; returns the length of what follows. */
    private int head(byte[] request, int status) throws IOException {
        out.write(request);
        String first = line();
        int length = bodyLength();
        if (!first.contains(" " + status + " ")) {
            throw new IllegalStateException("the server answered " + first);
        }
        return length;
    }

    private int bodyLength() throws IOException {
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private void skip(int length) throws IOException {
        for (int left = length; left > 0; ) {
            int count = Math.min(left, scratch.length);
            in.readFully(scratch, 0, count);
            left -= count;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
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
