/** The use cases of a storage element: create, read, edit, delete, recover; each written once for every door. */
package io.artstore.storage.service;
