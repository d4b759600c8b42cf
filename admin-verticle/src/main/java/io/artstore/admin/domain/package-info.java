/** Keys, accounts and the rules that hold for them, without any technology. */
package io.artstore.admin.domain;
