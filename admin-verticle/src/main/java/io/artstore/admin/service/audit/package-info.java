/** The audit log: appending, verifying, archiving. */
package io.artstore.admin.service.audit;
