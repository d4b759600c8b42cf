package io.artstore.common.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures cross the bus and come out as they went in. */
class BusFailuresTest {

    @ParameterizedTest
    @EnumSource(value = ErrorCode.class, names = "INTERNAL", mode = EnumSource.Mode.EXCLUDE)
    void every_code_survives_the_wire(ErrorCode code) {
        ServiceException sent = new ServiceException(code, "detail")
                .withFact("available_bytes", 7L)
                .withHeader("Retry-After", "3");

        ServiceException received = overTheWire(sent);

        assertThat(received.code()).isEqualTo(code);
        assertThat(received.detail()).isEqualTo("detail");
        assertThat(received.facts()).hasToString("{available_bytes=7}");
        assertThat(received.headers()).containsEntry("Retry-After", "3");
    }

    @Test
    void rejected_fields_survive_the_wire() {
        List<FieldError> errors = List.of(new FieldError("body.x", "is required", "missing"));

        ServiceException received = overTheWire(ServiceException.validation(errors));

        assertThat(received.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        assertThat(received.errors()).isEqualTo(errors);
    }

    @Test
    void a_fault_of_the_program_crosses_without_its_text() {
        ServiceException received = overTheWire(new IllegalStateException("password=1"));

        assertThat(received.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(received.detail()).doesNotContain("password");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_HANDLERS, -1, UNAVAILABLE",
        "TIMEOUT, -1, TIMEOUT",
        "RECIPIENT_FAILURE, 404, NOT_FOUND",
        "RECIPIENT_FAILURE, 0, INTERNAL",
        "ERROR, 500, INTERNAL"
    })
    void failures_of_the_bus_itself_have_their_place(ReplyFailure type, int code, ErrorCode expected) {
        Throwable seen = BusFailures.fromReply(new ReplyException(type, code, "text"));

        assertThat(seen).isInstanceOfSatisfying(ServiceException.class, failure -> assertThat(failure.code())
                .isEqualTo(expected));
    }

    @Test
    void what_did_not_come_from_the_bus_is_left_alone() {
        IllegalStateException local = new IllegalStateException("local");

        assertThat(BusFailures.fromReply(local)).isSameAs(local);
    }

    /** Through the codec that service proxies use between nodes. */
    private static ServiceException overTheWire(Throwable failure) {
        ServiceExceptionMessageCodec codec = new ServiceExceptionMessageCodec();
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, (io.vertx.serviceproxy.ServiceException) BusFailures.toReply(failure));
        return (ServiceException) BusFailures.fromReply(codec.decodeFromWire(0, wire));
    }
}
