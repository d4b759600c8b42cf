/** What query hears on the event bus. */
package io.artstore.query.bus;
