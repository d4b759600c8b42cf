package io.artstore.storage.service;

import io.artstore.common.config.ElementMode;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.common.security.Role;
import java.util.Objects;

/**
 * What the element's mode lets callers do (checkpoint section 4); the sentences are the checkpoint's. Belongs to the
 * element's event loop.
 */
public final class ModeGate {
    private ElementMode mode;

    public ModeGate(ElementMode mode) {
        this.mode = Objects.requireNonNull(mode, "mode");
    }

    public ElementMode mode() {
        return mode;
    }

    /** From now on. */
    void switchTo(ElementMode next) {
        mode = Objects.requireNonNull(next, "next");
    }

    void requireUpload() {
        require(mode.allowsUpload(), "File upload not allowed in " + mode.label() + " mode");
    }

    void requireUpdate() {
        require(mode.allowsUpdate(), "Metadata update not allowed in " + mode.label() + " mode");
    }

    /** In {@code rw}, deleting is an administrator's exception. */
    void requireDelete(Caller caller) {
        require(
                mode.allowsDelete() || isException(caller),
                "File deletion not allowed in " + mode.label() + " mode. Only EDIT mode allows deletion.");
    }

    /** Whoever may delete a document may take that back. */
    void requireRestore(Caller caller) {
        require(
                mode.allowsDelete() || isException(caller),
                "File restoration not allowed in " + mode.label()
                        + " mode. Only EDIT mode allows it, and RW mode to administrators.");
    }

    private boolean isException(Caller caller) {
        return mode == ElementMode.RW && caller.role() == Role.ADMIN;
    }

    void requireDownload() {
        require(
                mode != ElementMode.AR,
                "File download not allowed in ar mode: the bytes are in long-term storage. Ask an administrator to"
                        + " restore them.");
    }

    /** Whether the bytes are here at all. */
    public boolean hasBytes() {
        return mode != ElementMode.AR;
    }

    public void requireBytes() {
        require(hasBytes(), "Documents cannot be verified in ar mode: their bytes are in long-term storage.");
    }

    private static void require(boolean allowed, String sentence) {
        if (!allowed) {
            throw new ServiceException(ErrorCode.MODE_NOT_ALLOWED, sentence);
        }
    }
}
