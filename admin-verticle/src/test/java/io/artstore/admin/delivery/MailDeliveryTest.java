package io.artstore.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.WithVertx;
import io.artstore.admin.domain.PasswordResetMessage;
import io.artstore.common.config.AdminConfig.PasswordReset.Smtp;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A letter goes out over SMTP, to one recipient, and in the clear only where that was asked for. */
class MailDeliveryTest extends WithVertx {
    private static final PasswordResetMessage MESSAGE = new PasswordResetMessage(
            7, "alice", "alice@example.org", "artpr_token", Optional.empty(), Instant.parse("2026-11-22T12:00:00Z"));

    private final List<String> received = new CopyOnWriteArrayList<>();

    @Test
    void theServerGetsSenderRecipientAndToken() {
        MailDelivery delivery = new MailDelivery(vertx, smtp("disabled"));

        await(delivery.deliver(MESSAGE));
        await(delivery.close());

        assertThat(received).anyMatch(line -> line.startsWith("MAIL FROM:<artstore@example.org>"));
        assertThat(received.stream().filter(line -> line.startsWith("RCPT TO:")))
                .containsExactly("RCPT TO:<alice@example.org>");
        assertThat(received).contains("artpr_token", "Subject: " + PasswordResetMessage.SUBJECT);
    }

    @Test
    void aServerWithoutTlsGetsNothingWhereTlsIsRequired() {
        MailDelivery delivery = new MailDelivery(vertx, smtp("required"));

        assertThatThrownBy(() -> await(delivery.deliver(MESSAGE))).isNotNull();
        await(delivery.close());

        assertThat(received).noneMatch(line -> line.contains("artpr_token"));
    }

    private Smtp smtp(String startTls) {
        received.clear();
        NetServer server = vertx.createNetServer().connectHandler(this::converse);
        int port = await(server.listen(0, "127.0.0.1")).actualPort();
        return ConfigLoader.load(ConfigSources.of(Map.of(
                        "artstore.admin.password-reset.smtp.host",
                        "127.0.0.1",
                        "artstore.admin.password-reset.smtp.port",
                        Integer.toString(port),
                        "artstore.admin.password-reset.smtp.from",
                        "artstore@example.org",
                        "artstore.admin.password-reset.smtp.start-tls",
                        startTls)))
                .config()
                .admin()
                .passwordReset()
                .smtp();
    }

    /** As little of RFC 5321 as one letter needs. */
    private void converse(NetSocket socket) {
        boolean[] inLetter = {false};
        socket.handler(RecordParser.newDelimited("\r\n", record -> {
            String line = record.toString();
            received.add(line);
            if (inLetter[0]) {
                inLetter[0] = !line.equals(".");
                if (!inLetter[0]) {
                    socket.write("250 taken\r\n");
                }
            } else if (line.equals("DATA")) {
                inLetter[0] = true;
                socket.write("354 go on\r\n");
            } else {
                socket.write(line.equals("QUIT") ? "221 bye\r\n" : "250 fine\r\n");
            }
        }));
        socket.write("220 test\r\n");
    }
}
