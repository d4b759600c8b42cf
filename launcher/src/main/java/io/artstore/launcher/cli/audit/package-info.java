/** The {@code audit} commands. */
package io.artstore.launcher.cli.audit;
