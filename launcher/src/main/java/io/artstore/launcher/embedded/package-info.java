/**
 * The PostgreSQL that ArtStore brings along, for installations that name no server of their own.
 *
 * <p>Everything here blocks and belongs to the start and the end of the process, outside the event loops. Why zonky's
 * binaries are used and its starter is not: {@code docs/adr/0003-embedded-postgresql.md}.
 */
package io.artstore.launcher.embedded;
