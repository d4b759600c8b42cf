/** The use cases of the admin module. */
package io.artstore.admin.service;
