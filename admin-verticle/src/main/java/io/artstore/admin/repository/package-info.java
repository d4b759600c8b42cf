/** All SQL of the admin module, over the checkpoint's tables and those it has beside them. */
package io.artstore.admin.repository;
