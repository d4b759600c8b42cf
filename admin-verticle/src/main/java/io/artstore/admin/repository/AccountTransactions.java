package io.artstore.admin.repository;

import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.function.Function;

/**
 * The one way in which an account is changed: the change, the end of the account's tokens and the audit event are
 * committed together. A process that dies leaves all of it or nothing.
 */
public final class AccountTransactions {
    private final Pool pool;
    private final AuditOutbox audit;

    public AccountTransactions(Pool pool, AuditOutbox audit) {
        this.pool = Objects.requireNonNull(pool, "pool");
        this.audit = Objects.requireNonNull(audit, "audit");
    }

    <T> Future<Mutation<T>> run(Function<SqlConnection, Future<Mutation<T>>> change) {
        return pool.withTransaction(transaction -> change.apply(transaction)
                        .compose(mutation -> entail(transaction, mutation).map(mutation)))
                .onSuccess(mutation -> mutation.event().ifPresent(event -> audit.committed()))
                .recover(PgFailures::explain);
    }

    private Future<Void> entail(SqlConnection transaction, Mutation<?> mutation) {
        return mutation.ends()
                .map(tokens -> RevocationRepository.record(transaction, tokens))
                .orElseGet(Future::succeededFuture)
                .compose(ended -> mutation.event()
                        .map(event -> audit.add(transaction, event))
                        .orElseGet(Future::succeededFuture));
    }
}
