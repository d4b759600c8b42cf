/** Requests parsed once into records: every field typed and bounded, every problem reported at once. */
package io.artstore.common.http.fields;
