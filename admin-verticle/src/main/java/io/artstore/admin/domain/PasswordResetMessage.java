package io.artstore.admin.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody who forgot their password is sent. Whoever has the token can set the password, so it never shows in
 * {@link #toString()}.
 *
 * @param link the page that takes the token, with the token in it, where one is configured
 */
public record PasswordResetMessage(
        int userId, String username, String email, String token, Optional<String> link, Instant expiresAt) {
    public static final String SUBJECT = "Reset your ArtStore password";

    /** The whole message, as plain text. */
    public String text() {
        return "Somebody, probably you, asked to reset the password of the ArtStore user " + username + ".\n\n"
                + link.map(page -> "Open this page to choose a new one:\n\n" + page + "\n\n")
                        .orElse("")
                + "The reset token is:\n\n" + token + "\n\nIt works once, until " + expiresAt
                + ". If it was not you, do nothing: the password stays as it is.\n";
    }

    @Override
    public String toString() {
        return "PasswordResetMessage[" + userId + ", " + expiresAt + "]";
    }
}
