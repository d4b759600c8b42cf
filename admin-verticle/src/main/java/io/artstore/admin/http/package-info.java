/** The HTTP interface of the admin module: requests parsed to records, answers rendered from them. */
package io.artstore.admin.http;
