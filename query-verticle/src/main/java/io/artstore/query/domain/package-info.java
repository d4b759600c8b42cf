/** What query knows about documents, searches and downloads; depends on the JDK alone. */
package io.artstore.query.domain;
