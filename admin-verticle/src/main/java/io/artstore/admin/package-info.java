/** Who may do what, and what was done: identity, keys and accounts, the registry of elements, the audit log. */
package io.artstore.admin;
