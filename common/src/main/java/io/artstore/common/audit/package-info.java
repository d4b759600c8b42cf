/**
 * How every module remembers what happened: a transactional outbox in its own database, a relay from there to admin, and for
 * what has no transaction of its own a bounded queue that goes to admin directly.
 */
package io.artstore.common.audit;
