/** The HTTP border of query: requests into records, results into JSON. */
package io.artstore.query.http;
