/** Benchmarks against the assembled program. */
package io.artstore.bench;
