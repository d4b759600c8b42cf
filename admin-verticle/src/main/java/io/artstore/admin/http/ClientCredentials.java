package io.artstore.admin.http;

/** What a client sent to prove who it is. The secret never shows in {@link #toString()}. */
record ClientCredentials(String clientId, String clientSecret) {
    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
