/** Errors as values: what went wrong, with a stable code that every border translates in one place. */
package io.artstore.common.error;
