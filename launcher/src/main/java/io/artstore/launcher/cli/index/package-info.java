/** {@code artstore index}: looks after the index of a running query module. */
package io.artstore.launcher.cli.index;
