package io.artstore.launcher.process;

import io.artstore.launcher.process.AuditedChange.Kind;
import io.artstore.launcher.process.AuditedClient.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Clients that change documents and accounts until the process is gone, and remember what they asked for. */
final class AuditedLoad {
    private static final long PATIENCE_SECONDS = 60;

    private final ConcurrentLinkedQueue<AuditedChange> changes = new ConcurrentLinkedQueue<>();
    private final Semaphore acknowledged = new Semaphore(0);
    private volatile boolean killing;

    /** Kills the process as soon as that many changes were acknowledged, with others under way. */
    void runUntilKilled(ArtStoreProcess artstore, List<AuditedClient> clients, int afterChanges) throws Exception {
        killing = false;
        ExecutorService threads = Executors.newFixedThreadPool(2 * clients.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (AuditedClient client : clients) {
                running.add(threads.submit(() -> change(artstore, client, this::document)));
                running.add(threads.submit(() -> change(artstore, client, this::account)));
            }
            boolean busy = acknowledged.tryAcquire(afterChanges, PATIENCE_SECONDS, TimeUnit.SECONDS);
            killing = true;
            artstore.kill();
            for (Future<?> client : running) {
                client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            if (!busy) {
                throw new AssertionError("fewer than " + afterChanges + " changes were acknowledged");
            }
            acknowledged.drainPermits();
        } finally {
            threads.shutdownNow();
        }
    }

    List<AuditedChange> changes() {
        return List.copyOf(changes);
    }

    private void change(ArtStoreProcess artstore, AuditedClient client, Work work) {
        try {
            while (true) {
                work.go(artstore, client);
            }
        } catch (IOException e) {
            if (!killing) {
                throw new AssertionError("a request failed before the process was killed", e);
            }
        }
    }

    void document(ArtStoreProcess artstore, AuditedClient client) throws IOException {
        String id = AuditedClient.requestId();
        apply(open(Kind.FILE_CREATE, client, id), change -> send(artstore, "PUT", change, "{}"));
        apply(
                open(Kind.FILE_UPDATE, client, id),
                change -> send(
                        artstore,
                        "PATCH",
                        change,
                        new JsonObject().put("description", change.requestId()).encode()));
        apply(open(Kind.FILE_DELETE, client, id), change -> send(artstore, "DELETE", change, ""));
    }

    void account(ArtStoreProcess artstore, AuditedClient client) throws IOException {
        String name = AuditedClient.requestId();
        Answer created = apply(
                open(Kind.SERVICE_ACCOUNT_CREATE, client, name),
                change -> client.createAccount(artstore, name, change.requestId()));
        String suspend = "/api/v1/service-accounts/" + created.json().getString("id") + "/suspend";
        apply(
                open(Kind.SERVICE_ACCOUNT_SUSPEND, client, name),
                change -> client.admin(artstore, "POST", suspend, change.requestId(), ""));
    }

    private interface Work {
        void go(ArtStoreProcess artstore, AuditedClient client) throws IOException;
    }

    private interface Sending {
        Answer send(AuditedChange change) throws IOException;
    }

    private Answer apply(AuditedChange change, Sending request) throws IOException {
        try {
            Answer answer = request.send(change).orThrow();
            changes.add(change.done());
            acknowledged.release();
            return answer;
        } catch (IOException e) {
            changes.add(change);
            throw e;
        }
    }

    private static AuditedChange open(Kind kind, AuditedClient client, String subject) {
        return new AuditedChange(kind, client, subject, AuditedClient.requestId(), false);
    }

    private static Answer send(ArtStoreProcess artstore, String method, AuditedChange change, String body)
            throws IOException {
        return change.client().file(artstore, method, change.subject(), change.requestId(), body);
    }
}
