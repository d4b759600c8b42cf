/** The event-bus kit: how failures cross the bus. */
package io.artstore.common.bus;
