package io.artstore.admin.delivery;

import io.artstore.admin.domain.PasswordResetMessage;
import io.artstore.admin.service.PasswordResetDelivery;
import io.artstore.common.config.AdminConfig.PasswordReset.Smtp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.TimeUnit;

/** Sends messages by mail (SMTP). A server that does not answer within half a minute has failed. */
public final class MailDelivery implements PasswordResetDelivery {
    private static final int MAX_CONNECTIONS = 2;
    private static final long LIMIT_SECONDS = 30;

    private final MailClient client;
    private final String from;

    public MailDelivery(Vertx vertx, Smtp settings) {
        this.client = MailClient.create(vertx, config(settings));
        this.from = settings.from().orElseThrow();
    }

    @Override
    public Future<Void> deliver(PasswordResetMessage message) {
        MailMessage mail = new MailMessage()
                .setFrom(from)
                .setTo(message.email())
                .setSubject(PasswordResetMessage.SUBJECT)
                .setText(message.text());
        return client.sendMail(mail).timeout(LIMIT_SECONDS, TimeUnit.SECONDS).mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    private static MailConfig config(Smtp settings) {
        MailConfig config = new MailConfig()
                .setHostname(settings.host().orElseThrow())
                .setPort(settings.port())
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setStarttls(StartTLSOptions.valueOf(settings.startTls().name()))
                .setLogin(settings.username().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED);
        settings.username().ifPresent(config::setUsername);
        settings.password().ifPresent(password -> config.setPassword(password.value()));
        return config;
    }
}
