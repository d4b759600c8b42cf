package io.artstore.admin;

import io.artstore.admin.bus.KeySetAnnouncer;
import io.artstore.admin.crypto.JwtSigner;
import io.artstore.admin.crypto.KeyVault;
import io.artstore.admin.domain.KeySchedule;
import io.artstore.admin.http.KeyHandlers;
import io.artstore.admin.http.KeyRoutes;
import io.artstore.admin.repository.SigningKeyRepository;
import io.artstore.admin.service.DownloadTicketService;
import io.artstore.admin.service.KeyAdministrationService;
import io.artstore.admin.service.KeyRenewalJob;
import io.artstore.admin.service.KeySealingService;
import io.artstore.admin.service.SigningKeyService;
import io.artstore.common.config.AdminConfig.Keys;
import io.artstore.common.config.Secret;
import io.vertx.core.Future;

/** Wires the signing keys: sealed at rest, renewed when due, told of when they change. */
final class KeysAssembly {
    private final Foundation base;
    private final SigningKeyRepository repository;
    private final KeySchedule schedule;
    private final SigningKeyService service;
    private final KeyRenewalJob job;

    private KeysAssembly(Foundation base, SigningKeyRepository repository, KeyVault vault) {
        this.base = base;
        this.repository = repository;
        this.schedule = KeySchedule.daily(base.lifetimes().longest());
        this.service = new SigningKeyService(
                repository,
                schedule,
                base.settings().keys().privateKeyPath(),
                vault,
                base.background(),
                base.clock(),
                new KeySetAnnouncer(base.vertx()));
        this.job = new KeyRenewalJob(base.vertx(), service);
    }

    /** When this is done there is a key to sign with, and every key at rest is sealed as configured. */
    static Future<KeysAssembly> open(Foundation base) {
        SigningKeyRepository repository = new SigningKeyRepository(base.pool());
        return openVault(base).compose(vault -> new KeySealingService(repository, vault, base.clock())
                .sealAll()
                .map(done -> new KeysAssembly(base, repository, vault))
                .compose(KeysAssembly::begin));
    }

    private static Future<KeyVault> openVault(Foundation base) {
        Keys settings = base.settings().keys();
        return base.background()
                .run(() -> KeyVault.of(
                        settings.encryptionSecret().map(Secret::value),
                        settings.formerEncryptionSecret().map(Secret::value),
                        base.random()));
    }

    private Future<KeysAssembly> begin() {
        return service.renewIfDue().map(renewed -> {
            job.start();
            return this;
        });
    }

    SigningKeyService service() {
        return service;
    }

    /** Signs what lets somebody fetch one document at its element. */
    DownloadTicketService tickets() {
        return new DownloadTicketService(
                service, new JwtSigner(base.vertx(), base.signing()), base.issuer(), base.clock());
    }

    KeyRoutes routes() {
        KeyHandlers handlers = new KeyHandlers(new KeyAdministrationService(repository, service, schedule));
        return new KeyRoutes(handlers::status, handlers::active, handlers::history, handlers::rotate);
    }

    Future<Void> close() {
        job.stop();
        return Future.succeededFuture();
    }
}
