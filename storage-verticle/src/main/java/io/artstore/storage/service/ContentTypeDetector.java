package io.artstore.storage.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the media type of a document by its first bytes, whatever the client declared.
 *
 * <p>The name helps only where the bytes leave it open and allow it: a ZIP named {@code .docx} is one of Word's, a text
 * named {@code .csv} a table, but bytes that are of no known kind are not a PDF because they are called so. Looking takes
 * a good part of a millisecond, so it happens on a pool of its own while the document is being written.
 */
public final class ContentTypeDetector {
    private static final Logger LOG = LoggerFactory.getLogger(ContentTypeDetector.class);
    private static final int POOL_SIZE = 2;

    private final WorkerExecutor pool;
    private boolean closed;

    /**
     * A detector that begins to read its table of types, which takes a second, before it is asked.
     *
     * @param name of the element, for the names of threads
     */
    public ContentTypeDetector(Vertx vertx, String name) {
        this.pool = vertx.createSharedWorkerExecutor("types-" + name, POOL_SIZE);
        pool.executeBlocking(MimeTypes::getDefaultMimeTypes, false).onFailure(this::tableUnread);
    }

    public Future<Void> close() {
        closed = true;
        return pool.close();
    }

    /** A start that fails interrupts it; that is no news. */
    private void tableUnread(Throwable failure) {
        if (!closed) {
            LOG.warn("cannot read the table of media types", failure);
        }
    }

    /**
     * The type; nothing where it cannot be told, which never stands in a document's way.
     *
     * @param head the first bytes
     * @param filename as the client named it
     */
    Future<Optional<String>> detect(Buffer head, String filename) {
        byte[] bytes = head.getBytes();
        return pool.executeBlocking(() -> Optional.of(typeOf(bytes, filename)), false)
                .recover(failure -> {
                    LOG.warn("cannot tell the media type of a document", failure);
                    return Future.succeededFuture(Optional.empty());
                });
    }

    static String typeOf(byte[] head, String filename) throws IOException {
        MimeTypes types = MimeTypes.getDefaultMimeTypes();
        MediaType ofName = typeOfName(types, filename);
        if (confirms(types, ofName, head)) {
            return ofName.toString();
        }
        MediaType ofBytes = types.detect(new ByteArrayInputStream(head), new Metadata());
        if (ofBytes.equals(MediaType.OCTET_STREAM)) {
            return ofBytes.toString();
        }
        boolean refines = types.getMediaTypeRegistry().isSpecializationOf(ofName, ofBytes);
        return (refines ? ofName : ofBytes).toString();
    }

    private static MediaType typeOfName(MimeTypes types, String filename) throws IOException {
        Metadata name = new Metadata();
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, filename);
        return types.detect(null, name);
    }

    /**
     * Most documents are what their names say: then one signature is compared instead of a thousand. Not where a type has
     * kinds of its own with signatures of theirs, among which only the whole table decides.
     */
    private static boolean confirms(MimeTypes types, MediaType ofName, byte[] head) {
        return hasMagic(types, ofName)
                && types.getMediaTypeRegistry().getChildTypes(ofName).stream().noneMatch(kind -> hasMagic(types, kind))
                && known(types, ofName).orElseThrow().matchesMagic(head);
    }

    private static boolean hasMagic(MimeTypes types, MediaType type) {
        return known(types, type).map(MimeType::hasMagic).orElse(false);
    }

    private static Optional<MimeType> known(MimeTypes types, MediaType type) {
        try {
            return Optional.of(types.forName(type.toString()));
        } catch (MimeTypeException impossible) {
            return Optional.empty();
        }
    }
}
