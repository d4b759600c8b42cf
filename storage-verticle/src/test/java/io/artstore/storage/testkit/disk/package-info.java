/** A file system that writes down what is done to it, and a model of what a loss of power would have left of that. */
package io.artstore.storage.testkit.disk;
