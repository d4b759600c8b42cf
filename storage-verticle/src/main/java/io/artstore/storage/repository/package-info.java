/** All SQL of a storage element: its rows, its write-ahead log, its change feed, its counters. */
package io.artstore.storage.repository;
