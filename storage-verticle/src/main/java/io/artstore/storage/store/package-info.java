/** Where the bytes are: a narrow port, the local file system behind it, and the form of the attribute file. */
package io.artstore.storage.store;
