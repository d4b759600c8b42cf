/** The executable: command line, embedded PostgreSQL and the assembled process. */
package io.artstore.launcher;
