package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.storage.testkit.Multipart;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartParserTest {
    /** The parts of a body, put together again. */
    private static final class Parts implements MultipartParser.Sink {
        private final List<PartHead> heads = new ArrayList<>();
        private final List<Buffer> contents = new ArrayList<>();
        private int ended;

        @Override
        public void begin(PartHead head) {
            heads.add(head);
            contents.add(Buffer.buffer());
        }

        @Override
        public void data(Buffer piece) {
            contents.get(contents.size() - 1).appendBuffer(piece);
        }

        @Override
        public void end() {
            ended++;
        }
    }

    private final Parts parts = new Parts();
    private final MultipartParser parser = new MultipartParser(Multipart.BOUNDARY, parts);

    @Test
    void readsPartsInOrder() {
        byte[] body = new Multipart()
                .field("description", "опись")
                .file("дело № 5, том 2; лист=7: \\\"копия\\\".pdf", "text/plain; charset=windows-1251", new byte[] {1, 2
                })
                .toBytes();

        parser.feed(Buffer.buffer(body));

        assertThat(parser.isComplete()).isTrue();
        assertThat(parts.ended).isEqualTo(2);
        assertThat(parts.heads.get(0).isFile()).isFalse();
        assertThat(parts.contents.get(0).toString()).isEqualTo("опись");
        assertThat(parts.heads.get(1).filename()).contains("дело № 5, том 2; лист=7: \"копия\".pdf");
        assertThat(parts.heads.get(1).contentType()).contains("text/plain; charset=windows-1251");
        assertThat(parts.contents.get(1).getBytes()).containsExactly(1, 2);
    }

    @Property
    void readsTheSameHoweverTheBodyIsCut(
            @ForAll @Size(max = 300) byte[] content, @ForAll @IntRange(min = 1, max = 50) int pieceLength) {
        Parts found = new Parts();
        MultipartParser pieced = new MultipartParser(Multipart.BOUNDARY, found);
        byte[] tricky = Buffer.buffer("\r\n--" + Multipart.BOUNDARY.substring(1) + "\r\r\n--")
                .appendBytes(content)
                .appendString("\r\n-")
                .getBytes();
        Buffer body = Buffer.buffer(
                new Multipart().file("a", tricky).field("version", "1").toBytes());

        for (int from = 0; from < body.length(); from += pieceLength) {
            pieced.feed(body.getBuffer(from, Math.min(body.length(), from + pieceLength)));
        }

        assertThat(pieced.isComplete()).isTrue();
        assertThat(found.contents).hasSize(2);
        assertThat(found.contents.get(0).getBytes()).isEqualTo(tricky);
        assertThat(found.contents.get(1).toString()).isEqualTo("1");
    }

    @Test
    void knowsThatABodyIsNotComplete() {
        parser.feed(Buffer.buffer(new Multipart().file("a", new byte[10]).cutOff()));

        assertThat(parser.isComplete()).isFalse();
        assertThat(parts.ended).isZero();
    }

    @Test
    void ignoresWhatStandsAroundTheParts() {
        parser.feed(Buffer.buffer("a preamble\r\n")
                .appendBytes(new Multipart().field("version", "1").toBytes())
                .appendString("an epilogue"));

        assertThat(parts.contents).extracting(Buffer::toString).containsExactly("1");
    }

    @Test
    void acceptsPaddedDelimitersAndFoldedHeaders() {
        parser.feed(Buffer.buffer("--" + Multipart.BOUNDARY + " \t\r\ncontent-disposition: form-data;\r\n  name=version"
                + "\r\n\r\n1\r\n--" + Multipart.BOUNDARY + "--"));

        assertThat(parts.heads.get(0).name()).isEqualTo("version");
        assertThat(parts.contents.get(0).toString()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "name=\"file\"; filename=\"a.txt\" | a.txt",
                "name=file; filename=a.txt | a.txt",
                "name=\"file\"; filename=\"C:\\dir\\a.txt\" | a.txt",
                "name=\"file\"; filename=\"x\"; filename*=UTF-8''%D0%B6%2C%20a+b | ж, a+b",
                "name=\"file\"; filename*=iso-8859-1'en'%A3 | £",
                "name=\"file\"; filename=\"kept\"; filename*=nocharset''x | kept",
                "name=\"file\"; filename=\"kept\"; filename*=UTF-8''%zz | kept",
                "name=\"file\"; filename=\"kept\"; filename*=UTF-8''%C3%28 | kept",
                "NAME=\"file\"; FileName=\"a\" | a",
            })
    void readsFilenamesInEveryForm(String parameters, String filename) {
        PartHead head = PartHead.parse("Content-Disposition: form-data; " + parameters);

        assertThat(head.name()).isEqualTo("file");
        assertThat(head.filename()).contains(filename);
    }

    @Test
    void tellsAnEmptyFilenameFromNone() {
        assertThat(PartHead.parse("Content-Disposition: form-data; name=\"file\"; filename=\"\"")
                        .filename())
                .contains("");
        assertThat(PartHead.parse("Content-Disposition: form-data; name=\"file\"")
                        .filename())
                .isEmpty();
    }

    @Test
    void refusesPartsWithoutAName() {
        Buffer body = Buffer.buffer("--" + Multipart.BOUNDARY + "\r\n\r\nx\r\n--" + Multipart.BOUNDARY + "--");

        assertThatThrownBy(() -> parser.feed(body)).hasMessageContaining("has no name");
    }

    @Test
    void refusesEndlessHeaders() {
        Buffer body = Buffer.buffer("--" + Multipart.BOUNDARY + "\r\nX: " + "x".repeat(20_000));

        assertThatThrownBy(() -> parser.feed(body)).hasMessageContaining("larger than 16384 bytes");
    }

    @Test
    void refusesDelimitersThatGoOn() {
        byte[] body = ("--" + Multipart.BOUNDARY + "more\r\n").getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> parser.feed(Buffer.buffer(body))).hasMessageContaining("follows a delimiter");
    }
}
