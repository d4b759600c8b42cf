/** Whether documents still are what they were: reading them again, in the background and on demand. */
package io.artstore.storage.service.fixity;
