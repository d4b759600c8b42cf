/** How the process comes up and goes down: modules are found, databases migrated, verticles deployed, in that order. */
package io.artstore.common.bootstrap;
