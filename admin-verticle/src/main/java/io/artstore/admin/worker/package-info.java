/** Named, bounded pools for work that must not run on the event loop. */
package io.artstore.admin.worker;
