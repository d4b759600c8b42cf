/** Long work as a durable resource: started, watched, paused and cancelled through one service, whatever it does. */
package io.artstore.storage.service.job;
