/** Placeholder. */
package io.artstore.storage;
