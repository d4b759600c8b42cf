package io.artstore.query.domain;

/** How the number of all matches is found. Counting reads every match, so it costs more than the page itself. */
public enum Counting {
    /** By counting, in the same snapshot as the page. */
    EXACT,
    /** By asking the planner, unless the page shows it anyway. */
    ESTIMATE,
    /** Not at all. */
    NONE
}
