/** What a document is, how it is named, and the small grammars around it; depends on the JDK alone. */
package io.artstore.storage.domain;
