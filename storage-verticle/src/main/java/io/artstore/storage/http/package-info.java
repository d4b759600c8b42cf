/** The element's HTTP interface: routes, and one small method per operation. */
package io.artstore.storage.http;
