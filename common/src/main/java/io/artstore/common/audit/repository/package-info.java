/** SQL of the outbox. */
package io.artstore.common.audit.repository;
