/** Benchmarks over real sockets against the assembled jar in a process of its own, on its embedded PostgreSQL. */
package io.artstore.bench;
