/** The command line. Each command prints its facts to standard output and ends with 0, 1 (failed) or 2 (usage). */
package io.artstore.launcher.cli;
