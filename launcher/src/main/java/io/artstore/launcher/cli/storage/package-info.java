/** {@code artstore storage}: maintenance of storage elements, served or not. */
package io.artstore.launcher.cli.storage;
