package io.artstore.storage.service.fixity;

import io.artstore.storage.store.Fingerprint;
import io.artstore.storage.store.Rereading;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Reads a document from its beginning to its end, as fast as the brake lets it. */
final class FullRead {
    private final Rereading data;
    private final Brake brake;
    private final Promise<Fingerprint> end = Promise.promise();

    private FullRead(Rereading data, Brake brake) {
        this.data = data;
        this.brake = brake;
    }

    static Future<Fingerprint> of(Rereading data, Brake brake) {
        FullRead read = new FullRead(data, brake);
        read.next();
        return read.end.future();
    }

    /** Not by composition: the chain would grow with every piece of a large document. */
    private void next() {
        data.advance().onFailure(end::fail).onSuccess(count -> {
            if (count == 0) {
                end.complete(data.fingerprint());
            } else {
                brake.after(count).onFailure(end::fail).onSuccess(free -> next());
            }
        });
    }
}
