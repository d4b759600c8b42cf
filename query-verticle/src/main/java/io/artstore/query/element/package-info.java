/** The storage elements as query sees them: which there are, what changed in them, and how their documents are fetched. */
package io.artstore.query.element;
