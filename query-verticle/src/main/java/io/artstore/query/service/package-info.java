/** The use cases: keep the index, search it, fetch a document. */
package io.artstore.query.service;
