/** What admin promises the other modules: keys, revocations, tickets, elements, and a place for what must be remembered. */
package io.artstore.common.contract.admin;
