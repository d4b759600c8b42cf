/**
 * How every module remembers what happened: a transactional outbox in its own database, a relay from there to admin, and a
 * bounded queue for what has no transaction of its own.
 */
package io.artstore.common.audit;
