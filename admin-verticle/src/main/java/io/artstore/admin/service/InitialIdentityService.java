package io.artstore.admin.service;

import io.artstore.admin.crypto.SecretHasher;
import io.artstore.admin.domain.ClientIds;
import io.artstore.admin.domain.Environment;
import io.artstore.admin.domain.InitialIdentities;
import io.artstore.admin.domain.InitialIdentities.Account;
import io.artstore.admin.domain.InitialIdentities.Administrator;
import io.artstore.admin.domain.InitialIdentities.Credential;
import io.artstore.admin.domain.SecretGenerator;
import io.artstore.admin.repository.InitialIdentityRepository;
import io.artstore.admin.repository.InitialIdentityRepository.Presence;
import io.artstore.admin.store.CredentialsFile;
import io.artstore.common.config.AdminConfig;
import io.artstore.common.config.AdminConfig.InitialAccount;
import io.artstore.common.config.AdminConfig.InitialAdmin;
import io.artstore.common.config.Secret;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a new installation its first administrator and its first service account.
 *
 * <p>Each is made when its table is empty. The credentials are on the disk before the database commits, so no identity
 * exists whose secret nobody knows; a process that dies in between leaves a file that the next start replaces.
 */
public final class InitialIdentityService {
    private static final Logger LOG = LoggerFactory.getLogger(InitialIdentityService.class);

    private final AdminConfig settings;
    private final InitialIdentityRepository repository;
    private final SecretHasher hasher;
    private final SecretGenerator generator;
    private final CredentialsFile file;
    private final Clock clock;

    public InitialIdentityService(
            AdminConfig settings,
            InitialIdentityRepository repository,
            SecretHasher hasher,
            SecretGenerator generator,
            CredentialsFile file,
            Clock clock) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.repository = Objects.requireNonNull(repository, "repository");
        this.hasher = Objects.requireNonNull(hasher, "hasher");
        this.generator = Objects.requireNonNull(generator, "generator");
        this.file = Objects.requireNonNull(file, "file");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Creates what is missing and wanted; without effect on an installation that has both. */
    public Future<Void> createMissing() {
        return repository
                .presence()
                .compose(this::candidates)
                .compose(candidates -> candidates.isEmpty()
                        ? Future.succeededFuture()
                        : repository
                                .insertMissing(candidates, clock.instant(), file::write)
                                .onSuccess(this::log)
                                .mapEmpty());
    }

    private Future<InitialIdentities> candidates(Presence presence) {
        Future<Optional<Administrator>> administrator = settings.initialAdmin().enabled() && !presence.users()
                ? administrator(settings.initialAdmin()).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        Future<Optional<Account>> account = settings.initialAccount().enabled() && !presence.accounts()
                ? account(settings.initialAccount()).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        return Future.all(administrator, account)
                .map(both -> new InitialIdentities(administrator.result(), account.result()));
    }

    private Future<Administrator> administrator(InitialAdmin wanted) {
        return credential(wanted.password())
                .map(password -> new Administrator(wanted.username(), wanted.email(), password));
    }

    private Future<Account> account(InitialAccount wanted) {
        String clientId = wanted.clientId().orElseGet(() -> ClientIds.next(Environment.PROD, wanted.name()));
        return credential(wanted.clientSecret()).map(secret -> new Account(wanted.name(), clientId, secret));
    }

    private Future<Credential> credential(Optional<Secret> configured) {
        String secret = configured.map(Secret::value).orElseGet(generator::next);
        return hasher.hash(secret).map(hash -> new Credential(secret, hash, configured.isEmpty()));
    }

    private void log(InitialIdentities created) {
        created.administrator().ifPresent(administrator -> LOG.atWarn()
                .addKeyValue("event", "initial_admin_created")
                .addKeyValue("credentials_file", file.path().toString())
                .log("SECURITY AUDIT: the first administrator was created"));
        created.account().ifPresent(account -> LOG.atWarn()
                .addKeyValue("event", "initial_service_account_created")
                .addKeyValue("client_id", account.clientId())
                .addKeyValue("credentials_file", file.path().toString())
                .log("SECURITY AUDIT: the first service account was created"));
    }
}
