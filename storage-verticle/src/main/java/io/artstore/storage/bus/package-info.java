/** The element on the event bus: its change feed, its bell, its announcements. */
package io.artstore.storage.bus;
