/** Who may do what: identity, keys and accounts. */
package io.artstore.admin;
