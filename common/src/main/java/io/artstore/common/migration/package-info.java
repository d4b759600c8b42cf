/**
 * The shape of the databases: bringing one to the head of its change log and back, telling whether it is what the
 * contract says, and copying it out and in.
 *
 * <p>Everything here is JDBC and blocks: call it from the command line's main thread or from a worker pool, never from
 * an event loop.
 */
package io.artstore.common.migration;
