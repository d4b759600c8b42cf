package io.artstore.admin;

import io.artstore.admin.bus.SecretExpiryAnnouncer;
import io.artstore.admin.delivery.FileDelivery;
import io.artstore.admin.delivery.LogDelivery;
import io.artstore.admin.delivery.MailDelivery;
import io.artstore.admin.domain.LockoutPolicy;
import io.artstore.admin.domain.PasswordPolicy;
import io.artstore.admin.domain.ResetTokens;
import io.artstore.admin.domain.SecretGenerator;
import io.artstore.admin.http.PasswordHandlers;
import io.artstore.admin.http.PasswordRoutes;
import io.artstore.admin.http.ServiceAccountHandlers;
import io.artstore.admin.http.ServiceAccountRoutes;
import io.artstore.admin.http.UserHandlers;
import io.artstore.admin.http.UserRoutes;
import io.artstore.admin.repository.AccountTransactions;
import io.artstore.admin.repository.InitialIdentityRepository;
import io.artstore.admin.repository.PasswordResetRepository;
import io.artstore.admin.repository.SecretExpiryRepository;
import io.artstore.admin.repository.ServiceAccountChangeRepository;
import io.artstore.admin.repository.ServiceAccountRepository;
import io.artstore.admin.repository.UserChangeRepository;
import io.artstore.admin.repository.UserRepository;
import io.artstore.admin.service.ChangeFollowUp;
import io.artstore.admin.service.InitialIdentityService;
import io.artstore.admin.service.PasswordResetDelivery;
import io.artstore.admin.service.PasswordResetService;
import io.artstore.admin.service.PasswordService;
import io.artstore.admin.service.SecretExpiryJob;
import io.artstore.admin.service.ServiceAccountService;
import io.artstore.admin.service.UserService;
import io.artstore.admin.store.CredentialsFile;
import io.artstore.common.config.AdminConfig.PasswordReset;
import io.vertx.core.Future;

/** Wires the life of accounts: applications and people, their secrets and passwords, and the jobs that watch these. */
final class AccountsAssembly {
    private static final String RESET_FOLDER = "password-resets";

    private final Foundation base;
    private final SessionsAssembly sessions;
    private final AccountTransactions transactions;
    private final UserRepository users;
    private final UserChangeRepository userChanges;
    private final ServiceAccountChangeRepository accountChanges;
    private final PasswordResetRepository resets;
    private final PasswordPolicy policy;
    private final PasswordService passwords;
    private final PasswordResetDelivery delivery;
    private final SecretExpiryJob expiryJob;

    private AccountsAssembly(Foundation base, SessionsAssembly sessions) {
        this.base = base;
        this.sessions = sessions;
        this.transactions = new AccountTransactions(base.pool(), base.audit());
        this.users = new UserRepository(base.pool());
        this.userChanges = new UserChangeRepository(base.pool(), transactions);
        this.accountChanges = new ServiceAccountChangeRepository(base.pool(), transactions);
        this.resets = new PasswordResetRepository(base.pool());
        this.policy = base.passwordPolicy();
        this.passwords = new PasswordService(
                users,
                userChanges,
                base.hasher(),
                policy,
                LockoutPolicy.CHECKPOINT,
                sessions.revocations(),
                sessions.issuer(),
                base.clock());
        this.delivery = delivery();
        this.expiryJob = new SecretExpiryJob(
                base.vertx(),
                new SecretExpiryRepository(base.pool(), base.audit()),
                accountChanges,
                resets,
                new SecretExpiryAnnouncer(base.vertx()),
                base.clock());
    }

    /** When this is done there is somebody who can sign in. */
    static Future<Void> createInitialIdentities(Foundation base) {
        return new InitialIdentityService(
                        base.settings(),
                        new InitialIdentityRepository(base.pool()),
                        base.hasher(),
                        new SecretGenerator(base.random()),
                        new CredentialsFile(base.background(), base.config().home()),
                        base.clock())
                .createMissing();
    }

    /** From now on secrets that end are noticed. */
    static AccountsAssembly open(Foundation base, SessionsAssembly sessions) {
        AccountsAssembly opened = new AccountsAssembly(base, sessions);
        opened.expiryJob.start();
        return opened;
    }

    ServiceAccountRoutes serviceAccountRoutes() {
        ServiceAccountService service = new ServiceAccountService(
                new ServiceAccountRepository(base.pool()),
                accountChanges,
                base.hasher(),
                new SecretGenerator(base.random()),
                sessions.secrets(),
                sessions.revocations(),
                base.clock());
        return ServiceAccountRoutes.of(new ServiceAccountHandlers(service, base.clock()));
    }

    UserRoutes userRoutes() {
        UserService service = new UserService(users, userChanges, base.hasher(), sessions.revocations(), base.clock());
        return UserRoutes.of(new UserHandlers(service, passwords, policy, base.clock()));
    }

    PasswordRoutes passwordRoutes() {
        PasswordReset settings = base.settings().passwordReset();
        PasswordResetService service = new PasswordResetService(
                users,
                userChanges,
                resets,
                passwords,
                new ResetTokens(base.random()),
                delivery,
                new PasswordResetService.Settings(settings.tokenLifetime(), settings.link()),
                new ChangeFollowUp(sessions.revocations()),
                base.clock());
        return PasswordRoutes.of(
                new PasswordHandlers(passwords, service, policy),
                sessions.attempts().logins());
    }

    Future<Void> close() {
        expiryJob.stop();
        return delivery.close();
    }

    private PasswordResetDelivery delivery() {
        PasswordReset settings = base.settings().passwordReset();
        return switch (settings.delivery()) {
            case FILE ->
                new FileDelivery(
                        base.background(),
                        settings.folder().orElseGet(() -> base.config().home().resolve(RESET_FOLDER)),
                        settings.tokenLifetime(),
                        base.clock());
            case LOG -> new LogDelivery();
            case SMTP -> new MailDelivery(base.vertx(), settings.smtp());
        };
    }
}
