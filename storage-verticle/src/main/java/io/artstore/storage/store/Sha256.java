package io.artstore.storage.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest every Java platform must have. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java platform must have", e);
        }
    }
}
