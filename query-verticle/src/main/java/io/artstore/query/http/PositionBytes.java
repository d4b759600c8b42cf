package io.artstore.query.http;

import io.artstore.query.domain.SearchPosition;
import io.artstore.query.domain.SearchPosition.Candidates;
import io.artstore.query.domain.SortKey;
import io.artstore.query.domain.SortKey.Moment;
import io.artstore.query.domain.SortKey.Name;
import io.artstore.query.domain.SortKey.Score;
import io.artstore.query.domain.SortKey.Size;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Positions as bytes. What is read back holds nothing the database could not be asked for. */
final class PositionBytes {
    /** Raised whenever the bytes change their meaning, so that an old cursor is refused and not misread. */
    private static final int VERSION = 1;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private PositionBytes() {}

    static byte[] write(SearchPosition position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeKey(out, position.key());
            out.writeUTF(position.id());
            out.writeBoolean(position.candidates().isPresent());
            if (position.candidates().isPresent()) {
                Candidates range = position.candidates().get();
                writeTime(out, range.newestAt());
                out.writeUTF(range.newestId());
                writeTime(out, range.oldestAt());
                out.writeUTF(range.oldestId());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    static SearchPosition read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            require(in.readUnsignedByte() == VERSION, "another version");
            SearchPosition position = new SearchPosition(readKey(in), readText(in), readCandidates(in));
            require(in.read() < 0, "trailing bytes");
            return position;
        }
    }

    private static void writeKey(DataOutputStream out, SortKey key) throws IOException {
        if (key instanceof Moment moment) {
            out.writeByte('t');
            writeTime(out, moment.time());
        } else if (key instanceof Size size) {
            out.writeByte('s');
            out.writeLong(size.bytes());
        } else if (key instanceof Name name) {
            out.writeByte('n');
            out.writeUTF(name.filename());
        } else if (key instanceof Score score) {
            out.writeByte('r');
            out.writeDouble(score.relevance());
            writeTime(out, score.createdAt());
        }
    }

    private static SortKey readKey(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 't' -> new Moment(readTime(in));
            case 's' -> new Size(in.readLong());
            case 'n' -> new Name(readText(in));
            case 'r' -> new Score(in.readDouble(), readTime(in));
            default -> throw new IOException("no such kind of key: " + kind);
        };
    }

    private static Optional<Candidates> readCandidates(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? Optional.of(new Candidates(readTime(in), readText(in), readTime(in), readText(in)))
                : Optional.empty();
    }

    private static void writeTime(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant readTime(DataInputStream in) throws IOException {
        try {
            Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
            require(!time.isBefore(EARLIEST) && !time.isAfter(LATEST), "a time outside of the years 1 to 9999");
            return time;
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException("not a time", e);
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        String text = in.readUTF();
        require(text.indexOf('\0') < 0, "NUL");
        return text;
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
