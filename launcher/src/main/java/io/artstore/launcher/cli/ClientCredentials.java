package io.artstore.launcher.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** An application's account, as which a command calls a running installation. */
public record ClientCredentials(String clientId, String clientSecret) {
    private static final String ID_VARIABLE = "ARTSTORE_CLIENT_ID";
    private static final String SECRET_VARIABLE = "ARTSTORE_CLIENT_SECRET";

    /** From a file that was named, else from the environment, else from the file that the first start wrote. */
    public static ClientCredentials find(Optional<Path> named, Map<String, String> environment, Path home)
            throws IOException {
        if (named.isEmpty() && environment.containsKey(ID_VARIABLE) && environment.containsKey(SECRET_VARIABLE)) {
            return new ClientCredentials(environment.get(ID_VARIABLE), environment.get(SECRET_VARIABLE));
        }
        return read(named.orElse(home.resolve("credentials.json")));
    }

    private static ClientCredentials read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(
                    "there are no credentials: " + file + " cannot be read; name a file by --credentials, or set "
                            + ID_VARIABLE + " and " + SECRET_VARIABLE);
        }
        try {
            JsonObject json = new JsonObject(Files.readString(file));
            String id = json.getString("client_id");
            String secret = json.getString("client_secret");
            if (id != null && secret != null) {
                return new ClientCredentials(id, secret);
            }
        } catch (DecodeException | ClassCastException e) {
            throw new IOException(file + " is not a JSON object with the texts client_id and client_secret", e);
        }
        throw new IOException(file + " has no client_id and client_secret");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return clientId;
    }
}
