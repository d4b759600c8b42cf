package io.artstore.common.http;

import io.artstore.common.config.HttpSettings;
import io.artstore.common.config.HttpSettings.TlsFiles;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The limits every listener has, and how its settings become the server's options. */
final class ListenerOptions {
    static final int MAX_HEADER_BYTES = 16 * 1024;
    static final int MAX_LINE_BYTES = 8 * 1024;

    /** Bounds of multipart forms as in the checkpoint: fields that are not files, and how many parts there may be. */
    private static final int MAX_FORM_FIELD_BYTES = 1024 * 1024;

    private static final int MAX_FORM_FIELDS = 1000;
    /** Must hold the largest header of a form part, where long file names in percent escapes stand. */
    private static final int MAX_FORM_BUFFERED_BYTES = 64 * 1024;
    /** The default of 64 KiB limits one upload to 64 KiB per round trip. */
    private static final int HTTP2_STREAM_WINDOW_BYTES = 1024 * 1024;

    private static final int HTTP2_CONNECTION_WINDOW_BYTES = 8 * 1024 * 1024;

    private ListenerOptions() {}

    static HttpServerOptions of(HttpSettings settings, String listener) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()))
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxFormAttributeSize(MAX_FORM_FIELD_BYTES)
                .setMaxFormFields(MAX_FORM_FIELDS)
                .setMaxFormBufferedBytes(MAX_FORM_BUFFERED_BYTES)
                .setHttp2ClearTextEnabled(false);
        settings.tls().ifPresent(tls -> secure(options, tls, listener));
        return options;
    }

    private static void secure(HttpServerOptions options, TlsFiles tls, String listener) {
        requireReadable(tls.certificate(), "certificate", listener);
        requireReadable(tls.key(), "private key", listener);
        options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()))
                .setInitialSettings(new Http2Settings().setInitialWindowSize(HTTP2_STREAM_WINDOW_BYTES))
                .setHttp2ConnectionWindowSize(HTTP2_CONNECTION_WINDOW_BYTES);
    }

    private static void requireReadable(Path file, String what, String listener) {
        if (!Files.isReadable(file)) {
            throw new ListenException("the TLS " + what + " of '" + listener + "' cannot be read: " + file
                    + "; name a PEM file that this user may read");
        }
    }
}
