/** The one file the admin module writes. */
package io.artstore.admin.store;
