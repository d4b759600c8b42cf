/** The few statements that ArtStore says to its embedded server itself: about the server, never about documents. */
package io.artstore.launcher.embedded.repository;
