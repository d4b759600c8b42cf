package io.artstore.storage.service.job;

/** Somebody wants the job to end here; not a failure of the work. */
final class JobEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobEndedException(String reason) {
        super(reason);
    }
}
