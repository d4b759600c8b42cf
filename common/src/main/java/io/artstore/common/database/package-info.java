/** Where the databases are, and how they are reached without blocking. */
package io.artstore.common.database;
