package io.artstore.admin.element;

import io.artstore.admin.domain.ElementFault;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import java.util.List;
import java.util.Objects;

/** An element that could not be asked: the kind of fault, and a sentence that names the address and what to do. */
public final class ElementFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ElementFault fault;

    public ElementFailure(ElementFault fault, String detail) {
        super(detail, null, false, false);
        this.fault = Objects.requireNonNull(fault, "fault");
    }

    public ElementFault fault() {
        return fault;
    }

    /**
     * What the caller of an operation that needs the element is told: 503 where waiting may help, 502 where somebody must
     * change something, 422 where the address itself is one that is not asked.
     */
    public ServiceException toService() {
        if (fault == ElementFault.FORBIDDEN_ADDRESS) {
            return ServiceException.validation(List.of(new FieldError("body.api_url", getMessage(), "value_error")));
        }
        ServiceException told = new ServiceException(
                        fault.passing() ? ErrorCode.UNAVAILABLE : ErrorCode.BAD_GATEWAY, getMessage())
                .withFact("fault", fault.label());
        return fault.passing() ? told.withHeader("Retry-After", RETRY_AFTER_SECONDS) : told;
    }
}
