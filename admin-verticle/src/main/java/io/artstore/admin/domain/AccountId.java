package io.artstore.admin.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whose token it is: a user or a service account, as the claim {@code sub} names them. */
public sealed interface AccountId {
    Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    /** The claim {@code sub}. */
    String subject();

    /** A person. */
    record OfUser(int id) implements AccountId {
        @Override
        public String subject() {
            return Integer.toString(id);
        }
    }

    /** An application. */
    record OfServiceAccount(UUID id) implements AccountId {
        public OfServiceAccount {
            Objects.requireNonNull(id, "id");
        }

        @Override
        public String subject() {
            return id.toString();
        }
    }

    /** Empty where the subject is of neither form. */
    static Optional<AccountId> parse(String subject) {
        if (NUMBER.matcher(subject).matches()) {
            return Optional.of(new OfUser(Integer.parseInt(subject)));
        }
        return IDENTIFIER.matcher(subject).matches()
                ? Optional.of(new OfServiceAccount(UUID.fromString(subject)))
                : Optional.empty();
    }
}
