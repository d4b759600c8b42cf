package io.artstore.admin.service;

import io.artstore.admin.domain.Revocable;
import io.artstore.admin.repository.Mutation;
import io.vertx.core.Future;
import java.util.Objects;

/** What follows the commit of a change of an account: all modules hear of it, and who waits may use the account. */
public final class ChangeFollowUp {
    private final RevocationService revocations;

    public ChangeFollowUp(RevocationService revocations) {
        this.revocations = Objects.requireNonNull(revocations, "revocations");
    }

    /** The changed account, once new tokens of it are good, if it may have any. */
    public <T extends Revocable> Future<T> after(Mutation<T> mutation) {
        T after = mutation.after();
        T before = mutation.before().orElse(after);
        boolean ended = mutation.ends().isPresent();
        if (ended) {
            revocations.announce();
        }
        boolean revived = !before.isActive() && after.isActive();
        if (!after.isActive() || (!ended && !revived)) {
            return Future.succeededFuture(after);
        }
        // One who comes back may have been stopped a moment ago, and that reaches into the next second.
        return revocations
                .settled((ended ? after : before).version().changedAt())
                .map(after);
    }
}
