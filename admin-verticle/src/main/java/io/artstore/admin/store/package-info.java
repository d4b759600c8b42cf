/** The files of the admin module: first credentials, the secret of the audit log, its published heads, its archive. */
package io.artstore.admin.store;
