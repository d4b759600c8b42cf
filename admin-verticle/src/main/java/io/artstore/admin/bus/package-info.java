/** What admin offers over the event bus. */
package io.artstore.admin.bus;
