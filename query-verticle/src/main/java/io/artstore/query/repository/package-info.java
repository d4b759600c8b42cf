/** The query database: the only place with SQL. */
package io.artstore.query.repository;
