package io.artstore.admin.repository;

import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.database.PgFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which an account is changed: the change, the end of the account's tokens and the note of who did it are
 * committed together. A process that dies leaves all of it or nothing.
 */
public final class AccountTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(AccountTransactions.class);

    private final Pool pool;

    public AccountTransactions(Pool pool) {
        this.pool = Objects.requireNonNull(pool, "pool");
    }

    <T> Future<Mutation<T>> run(Function<SqlConnection, Future<Mutation<T>>> change) {
        return pool.withTransaction(transaction -> change.apply(transaction)
                        .compose(mutation ->
                                endTokens(transaction, mutation.ends()).map(mutation)))
                .onSuccess(mutation -> mutation.action().ifPresent(AccountTransactions::log))
                .recover(PgFailures::explain);
    }

    private static Future<Void> endTokens(SqlConnection transaction, Optional<Revocation> tokens) {
        return tokens.map(revocation -> RevocationRepository.record(transaction, revocation))
                .orElseGet(Future::succeededFuture);
    }

    private static void log(AccountAction action) {
        LOG.atWarn()
                .addKeyValue("event", action.kind().eventName())
                .addKeyValue("account", action.subject())
                .addKeyValue("by", action.by().username())
                .log("SECURITY AUDIT: an account was changed");
    }
}
