package io.artstore.common.migration;

/** Which way the printed SQL leads: up to head, or down to the checkpoint. */
public enum Direction {
    UP,
    DOWN
}
