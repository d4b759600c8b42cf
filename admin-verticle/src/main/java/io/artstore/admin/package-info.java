/** Placeholder. */
package io.artstore.admin;
