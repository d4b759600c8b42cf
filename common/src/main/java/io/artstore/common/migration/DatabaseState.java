package io.artstore.common.migration;

/** Where a database stands between nothing and the head of its change log. */
public enum DatabaseState {
    /** The server has no database of that name. */
    ABSENT,
    /** None of the module's tables is there; the version table may be, without a row. */
    EMPTY,
    /** The original's tables, adopted or not, and no extension. */
    CHECKPOINT,
    /** Some change sets are recorded and some are not: an upgrade or downgrade was interrupted, or the program is new. */
    PARTIAL,
    /** Every change set is recorded and the revision is stamped. */
    HEAD,
    /** It holds change sets or a revision that this program does not know. */
    AHEAD
}
