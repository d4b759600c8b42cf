package io.artstore.admin.service.audit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Page after page. A Future composed of the next page's would hold every page until the last one; here nothing holds a page
 * that is done.
 */
final class Pages {
    private Pages() {}

    /** Takes steps until one says that there is no more, or fails. A step must not be done at once. */
    static Future<Void> each(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        next(step, done);
        return done.future();
    }

    private static void next(Supplier<Future<Boolean>> step, Promise<Void> done) {
        step.get().onFailure(done::fail).onSuccess(more -> {
            if (more) {
                next(step, done);
            } else {
                done.complete();
            }
        });
    }
}
