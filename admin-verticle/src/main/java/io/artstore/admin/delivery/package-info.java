/** The ways in which a message reaches a person: a file, the log, mail. */
package io.artstore.admin.delivery;
