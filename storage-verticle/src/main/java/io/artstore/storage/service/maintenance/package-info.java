/** Care for what an element holds: disk and rows compared, and brought together again. */
package io.artstore.storage.service.maintenance;
