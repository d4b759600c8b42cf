/** The audit log as values: rows, the chain that holds them, and the exact texts that are signed and hashed. */
package io.artstore.admin.domain.audit;
