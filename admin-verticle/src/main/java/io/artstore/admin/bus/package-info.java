/** Admin on the event bus: what it answers, what it announces, and the announcements of elements it hears. */
package io.artstore.admin.bus;
