package io.artstore.admin.domain;

import java.util.Optional;

/** A person as somebody wants them to be there. */
public record NewUser(
        String username,
        String email,
        String password,
        Optional<String> firstName,
        Optional<String> lastName,
        UserRole role) {
    @Override
    public String toString() {
        return "NewUser[" + username + ", " + role + "]";
    }
}
