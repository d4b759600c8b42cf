/** {@code artstore audit}: proves and exports the audit log, on its database, whether admin serves or not. */
package io.artstore.launcher.cli.audit;
