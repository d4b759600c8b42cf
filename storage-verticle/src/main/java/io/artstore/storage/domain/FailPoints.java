package io.artstore.storage.domain;

/**
 * Named places between the steps of a write, where a test can end the process or make the step fail.
 *
 * <p>Crash safety is a promise about every instant; this is how tests reach the instants. The product passes
 * {@link #NONE}.
 */
@FunctionalInterface
public interface FailPoints {
    FailPoints NONE = step -> {};

    /** What has just been done. */
    enum Step {
        CREATE_INTENT,
        CREATE_DATA_STAGED,
        CREATE_ATTRIBUTES_STAGED,
        CREATE_DATA_IN_PLACE,
        CREATE_ATTRIBUTES_IN_PLACE,
        CREATE_PUBLISHED,
        CREATE_COMMITTED,
        UPDATE_INTENT,
        UPDATE_ATTRIBUTES_STAGED,
        UPDATE_ATTRIBUTES_IN_PLACE,
        UPDATE_COMMITTED,
        DELETE_INTENT,
        DELETE_ATTRIBUTES_IN_TRASH,
        DELETE_IN_TRASH,
        DELETE_COMMITTED,
        DELETE_TRASH_EMPTIED,
        RESTORE_INTENT,
        RESTORE_DATA_IN_PLACE,
        RESTORE_ATTRIBUTES_IN_PLACE,
        RESTORE_OUT_OF_TRASH,
        RESTORE_COMMITTED
    }

    void reached(Step step);

    /** For chains of steps whose results are nothing. */
    default Void after(Step step) {
        return after(step, null);
    }

    /** For chains of steps: passes the result of a step on. */
    default <T> T after(Step step, T result) {
        reached(step);
        return result;
    }
}
