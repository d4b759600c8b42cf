package io.artstore.storage.service.fixity;

import io.vertx.core.Future;

/** Is asked after every piece that was read; what it returns is waited for, and its failure ends the reading. */
@FunctionalInterface
interface Brake {
    Future<Void> after(long bytes);
}
