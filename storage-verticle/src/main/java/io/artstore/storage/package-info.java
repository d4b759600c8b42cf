/** Storage elements: where the bytes are, and everything that is known of them. */
package io.artstore.storage;
