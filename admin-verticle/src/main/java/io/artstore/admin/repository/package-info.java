/** All SQL of the admin module, over the checkpoint's tables. */
package io.artstore.admin.repository;
