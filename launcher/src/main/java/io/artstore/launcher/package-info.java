/** Placeholder. */
package io.artstore.launcher;
