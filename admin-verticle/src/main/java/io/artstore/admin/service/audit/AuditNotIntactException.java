package io.artstore.admin.service.audit;

/** The retention met something that does not verify. Until that is mended, nothing from there on can be archived. */
public final class AuditNotIntactException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    AuditNotIntactException(String reason) {
        super("the audit log is not intact, so nothing more of it is archived: " + reason
                + "; run: artstore audit verify");
    }
}
