/** Find and fetch: an index over every storage element, search in it, and downloads through one address. */
package io.artstore.query;
