/** Placeholder. */
package io.artstore.query;
