/** {@code artstore db}: the migrations runbook as commands. */
package io.artstore.launcher.cli.db;
