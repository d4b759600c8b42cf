package io.artstore.admin.http;

import io.artstore.admin.domain.AccountPosition;
import io.artstore.common.http.EpochMicros;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in a list of accounts as text, opaque to callers. It is no secret and grants nothing: whoever makes one up begins a
 * page elsewhere in a list they may see anyway.
 */
final class AccountCursor<I> {
    /** Of users. */
    static final AccountCursor<Integer> NUMBERED = new AccountCursor<>("[1-9][0-9]{0,8}", Integer::valueOf);

    /** Of service accounts. */
    static final AccountCursor<UUID> NAMED =
            new AccountCursor<>("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", UUID::fromString);

    private static final int MAX_TEXT = 100;

    private final Pattern form;
    private final Function<String, I> id;

    private AccountCursor(String idForm, Function<String, I> id) {
        this.form = Pattern.compile("(?<micros>[0-9]{1,17}) (?<id>" + idForm + ")");
        this.id = id;
    }

    String write(AccountPosition<I> position) {
        String text = EpochMicros.of(position.createdAt()) + " " + position.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The place; the empty text is the beginning of the list.
     *
     * @throws IllegalArgumentException for what {@link #write} never wrote
     */
    Optional<AccountPosition<I>> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = form.matcher(decoded(text));
        if (!matcher.matches()) {
            throw refusal(null);
        }
        Instant createdAt = EpochMicros.instant(Long.parseLong(matcher.group("micros")));
        return Optional.of(new AccountPosition<>(createdAt, id.apply(matcher.group("id"))));
    }

    private static String decoded(String text) {
        if (text.length() > MAX_TEXT) {
            throw refusal(null);
        }
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw refusal(e);
        }
    }

    private static IllegalArgumentException refusal(Throwable cause) {
        return new IllegalArgumentException(
                "is not a cursor of this list; send the next_cursor of the page before, or an empty one to begin",
                cause);
    }
}
