package io.artstore.common.http;

import io.artstore.common.config.HttpSettings;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Says in the operator's words why a listener could not take its address. */
final class BindFailure {
    private BindFailure() {}

    static Throwable explain(Throwable failure, HttpSettings settings, ApiDescription description) {
        if (failure instanceof ListenException || !(failure instanceof IOException)) {
            return failure;
        }
        String hostKey = description.portKey().replaceFirst("\\.port$", ".host");
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        String where = "port " + settings.port() + " of '" + description.name() + "' ";
        if (failure instanceof UnknownHostException || reason.contains("cannot assign requested address")) {
            return new ListenException("'" + description.name() + "' cannot listen on " + settings.host()
                    + ", which is not an address of this machine; set " + hostKey);
        }
        if (reason.contains("permission denied")) {
            return new ListenException(
                    where + "may not be taken by this user; set " + description.portKey() + " to one above 1023");
        }
        if (reason.contains("in use")) {
            return new ListenException(where + "is in use on " + settings.host() + "; set " + description.portKey()
                    + " to a free one, or stop the program that has it");
        }
        return new ListenException(where + "cannot be taken on " + settings.host() + ": " + failure.getMessage()
                + "; check " + hostKey + " and " + description.portKey());
    }
}
