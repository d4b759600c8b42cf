/** How admin talks to storage elements over HTTP: bounded in time and size, never redirected, every failure with a reason. */
package io.artstore.admin.element;
