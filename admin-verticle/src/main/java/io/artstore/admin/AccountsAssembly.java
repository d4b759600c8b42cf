package io.artstore.admin;

import io.artstore.admin.bus.SecretExpiryAnnouncer;
import io.artstore.admin.domain.SecretGenerator;
import io.artstore.admin.http.ServiceAccountHandlers;
import io.artstore.admin.http.ServiceAccountRoutes;
import io.artstore.admin.repository.AccountTransactions;
import io.artstore.admin.repository.SecretExpiryRepository;
import io.artstore.admin.repository.ServiceAccountChangeRepository;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.admin.service.SecretExpiryJob;
import io.artstore.admin.service.ServiceAccountService;
import io.vertx.core.Future;

/** Wires the life of accounts: service accounts, and the job that watches their secrets. */
final class AccountsAssembly {
    private final Foundation base;
    private final ServiceAccountService serviceAccounts;
    private final SecretExpiryJob expiryJob;

    private AccountsAssembly(Foundation base, SessionsAssembly sessions) {
        this.base = base;
        AccountTransactions transactions = new AccountTransactions(base.pool());
        ServiceAccountChangeRepository changes = new ServiceAccountChangeRepository(base.pool(), transactions);
        this.serviceAccounts = new ServiceAccountService(
                new ServiceAccountRepository(base.pool()),
                changes,
                base.hasher(),
                new SecretGenerator(base.random()),
                sessions.secrets(),
                sessions.revocations(),
                base.clock());
        this.expiryJob = new SecretExpiryJob(
                base.vertx(),
                new SecretExpiryRepository(base.pool()),
                changes,
                new SecretExpiryAnnouncer(base.vertx()),
                base.clock());
    }

    /** From now on secrets that end are noticed. */
    static AccountsAssembly open(Foundation base, SessionsAssembly sessions) {
        AccountsAssembly opened = new AccountsAssembly(base, sessions);
        opened.expiryJob.start();
        return opened;
    }

    ServiceAccountRoutes serviceAccountRoutes() {
        return ServiceAccountRoutes.of(new ServiceAccountHandlers(serviceAccounts, base.clock()));
    }

    Future<Void> close() {
        expiryJob.stop();
        return Future.succeededFuture();
    }
}
