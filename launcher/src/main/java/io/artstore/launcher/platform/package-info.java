/** The assembled process: its database server, its Vert.x and its modules, up and down in order. */
package io.artstore.launcher.platform;
