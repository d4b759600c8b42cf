package io.artstore.storage.domain;

import java.util.regex.Pattern;

/**
 * The name a client meant, from the {@code filename} parameter of a form part.
 *
 * <p>Quoted pairs are resolved (RFC 2616 {@code quoted-string}, as curl sends them), and a Windows path that some clients
 * send is reduced to its last component; POSIX paths are kept, as the checkpoint did.
 */
public final class UploadedFilename {
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\([\\\\\"])");
    private static final Pattern WINDOWS_PATH = Pattern.compile("(?:[A-Za-z]:\\\\|\\\\\\\\).*", Pattern.DOTALL);

    private UploadedFilename() {}

    public static String of(String parameter) {
        if (WINDOWS_PATH.matcher(parameter).matches()) {
            return parameter.substring(parameter.lastIndexOf('\\') + 1);
        }
        return QUOTED_PAIR.matcher(parameter).replaceAll("$1");
    }
}
